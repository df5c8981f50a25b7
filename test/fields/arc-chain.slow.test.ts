import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type ArcKind, assembleArc } from '../../src/fields/arc-chain.ts'
import { assemble, member } from './arc-set.ts'
import { plain } from './table.ts'

/** The ValiMail suite, where the corpus is unpacked: its cases that no key is needed for. */
const SUITE = new URL(
  '../../.cache/corpus/auth/arc_test_suite/tests/arc-draft-validation-tests.yml',
  import.meta.url,
)

const KINDS: Record<string, ArcKind> = {
  'arc-seal': 'seal',
  'arc-message-signature': 'message-signature',
  'arc-authentication-results': 'authentication-results',
}

/** Every message signature of the suite, valid ones too, signs ARC-Authentication-Results: that tells nothing apart. */
const ALWAYS = 'h= names ARC or Authentication-Results fields'

/** The ARC fields of a message as [kind, raw value]. */
function arcFields(message: string): string[][] {
  const header = `\n${message}`.split(/\n\n/, 1)[0]
  return header
    .split(/\n(?![ \t])/)
    .map((line) => [
      KINDS[line.slice(0, line.indexOf(':')).trim().toLowerCase()],
      line.slice(line.indexOf(':') + 1),
    ])
    .filter(([kind]) => kind !== undefined)
}

describe.skipIf(!existsSync(SUITE))('the ARC test suite', () => {
  interface Case {
    id: string
    message: string
    verdict: string
  }
  /** Reads what the suite uses of YAML: `  id:`, `    cv: word` and `    message: |` with lines indented by six. */
  const read = (): Case[] => {
    const found: Case[] = []
    let block = false
    for (const line of existsSync(SUITE) ? readFileSync(SUITE, 'utf8').split('\n') : []) {
      const id = /^ {2}(\w+): *$/.exec(line)
      if (id) found.push({ id: id[1], message: '', verdict: '' })
      const test = found.at(-1)
      if (!test) continue
      if (/^ {0,4}\S/.test(line)) block = line.startsWith('    message:')
      else if (block) test.message += `${line.slice(6)}\n`
      else if (test.verdict === '|') test.verdict = line.trim().toLowerCase()
      if (line.startsWith('    cv:')) test.verdict = line.slice(7).trim().toLowerCase()
    }
    return found.filter((test) => test.verdict !== '')
  }
  const all = read()
  /** Cases that fail for want of a key or of a right signature or hash: only a validator can tell. */
  const cryptographic = new Set(
    (
      'cv_fail_i1_ams_invalid cv_fail_i2_as2_invalid ams_format_tags_val_case ams_fields_b_mod_sig ' +
      'ams_fields_b_mod_headers1 ams_fields_b_mod_headers2 ams_fields_bh_sim_inl_wsp ams_fields_bh_mod_body ' +
      'ams_fields_h_dup2 ams_fields_h_order ams_fields_h_empty_added as_format_tags_val_case as_fields_b_512 ' +
      'as_fields_b_ams1 as_fields_b_asb1 public_key_na public_key_invalid'
    ).split(' '),
  )

  it('has its cases', () => expect(all.length).toBeGreaterThan(150))

  it.each(all.filter((test) => test.verdict === 'pass' || test.verdict === 'none'))(
    'finds no structural problem in $id',
    ({ message, verdict }) => {
      const chain = assemble(arcFields(message))
      expect(plain(chain.problems)).toEqual([])
      expect(chain.instances > 0).toBe(verdict === 'pass')
    },
  )

  it.each(all.filter((test) => test.verdict === 'fail'))(
    'says why $id fails, unless that takes a key',
    ({ id, message }) => {
      const fields = arcFields(message)
      const members = fields.map(([kind, raw], index) => member(kind as ArcKind, raw, index))
      const chain = assembleArc(members)
      const problems = members.flatMap((one) => one.value.problems).filter((one) => one.message !== ALWAYS)
      expect(chain.problems.length + problems.length === 0).toBe(cryptographic.has(id))
    },
  )
})
