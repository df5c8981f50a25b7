import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import type { Question } from '../src/schema.ts'
import { realMail, realMailTool } from './helpers/real-mail.ts'

const analyzer = createAnalyzer()
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Share of messages of each kind that are answered yes, of variants that a tool makes out of real mail. */
function answersOf(
  tool: string,
  question: Question,
  flags: string[],
  sources: string[],
): Map<string, number[]> {
  const out = mkdtempSync(join(tmpdir(), 'variants-'))
  folders.push(out)
  const inputs = sources.map((source) => join(realMail()!, source))
  execFileSync(process.execPath, [realMailTool(tool), ...flags, out, ...inputs], { stdio: 'pipe' })
  const kinds = new Map<string, number[]>()
  for (const row of readFileSync(join(out, 'labels.tsv'), 'utf8').trim().split('\n').slice(1)) {
    const [path, kind] = row.split('\t')
    const { assessments } = analyzer.analyze(new Uint8Array(readFileSync(join(out, path))))
    const counts = kinds.get(kind) ?? [0, 0]
    kinds.set(kind, [counts[0] + (assessments[question].probability >= 0.5 ? 1 : 0), counts[1] + 1])
  }
  return kinds
}

/** Least, or for `intact` most, share of yes. */
type Bounds = Record<string, number>

function hold(kinds: Map<string, number[]>, bounds: Bounds): void {
  console.log([...kinds].map(([kind, [yes, of]]) => `${kind} ${yes}/${of}`).join(', '))
  expect([...kinds.keys()].sort()).toEqual(Object.keys(bounds).sort())
  for (const [kind, [yes, of]] of kinds) {
    if (kind === 'intact') expect(yes / of, kind).toBeLessThanOrEqual(bounds[kind])
    else expect(yes / of, kind).toBeGreaterThanOrEqual(bounds[kind])
  }
}

describe.skipIf(realMail() === undefined)('variants of real mail', () => {
  it('headers that were taken away', { timeout: 300_000 }, () => {
    hold(answersOf('ablate.mjs', 'headersRemoved', [], ['list', 'mailbox/ham', 'phish']), {
      intact: 0.002,
      rules12: 0.995,
      received: 0.995,
      everywhere: 0.995,
      auth: 0.95,
      ingress: 0.9,
    })
  })

  it('headers that lie, on legitimate mail', { timeout: 300_000 }, () => {
    hold(answersOf('forge.mjs', 'headersForged', ['--legitimate'], ['list', 'mailbox/ham']), {
      intact: 0.002,
      'own-verdict': 0.98,
      'exchange-id': 0.98,
      'esp-template': 0.98,
      'time-travel': 0.95,
    })
  })
})
