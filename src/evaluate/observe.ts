/** What an evaluation needs of a message: the findings, and by what it is known as one of a campaign. */
import { type AnalyzerOptions, createExaminer } from '../analyzer.ts'
import { registeredDomain } from '../chain/operators.ts'
import { CHECKS } from '../checks/index.ts'
import { runChecks } from '../checks/run.ts'
import type { Message } from '../message.ts'
import { collect } from '../mime/collector.ts'
import { digestOf } from '../mime/sha256.ts'
import type { Finding } from '../schema.ts'
import { type Sketch, sketch, tagsOf, wordsOf } from './sketch.ts'

/** A finding as far as the model knows it. */
export type Observed = Pick<Finding, 'check' | 'grade' | 'cells' | 'amount' | 'features'>

/** What copies of one message, and messages of one kit, have in common. */
export interface Traits {
  /** Who sends it, of legitimate mail: what one source does in one message it does in others. */
  source?: string
  /** SHA-256 of the bytes after the header; empty where there are none. */
  body: string
  /** What the reader sees, what he does not see, and the tags; undefined where there is too little. */
  visible?: Sketch
  hidden?: Sketch
  tags?: Sketch
}

export interface Observation {
  findings: Observed[]
  /** Registered domain of the first From address, or all of it where many people share the domain; empty where there is none. */
  sender: string
  traits: Traits
  /** Whether it shows HTML: of other bodies most that is hidden cannot be. */
  hasHtml: boolean
}

export interface Observer {
  /** With `headerOnly` checks that read bodies are left out. */
  observe(message: Uint8Array, headerOnly?: boolean): Observation
  /** Microseconds that each check took for a message so far, on average, after what checks share had been read. */
  costs(): Map<string, number>
}

/** Domains in which each address is a sender of its own. */
const MAILBOXES = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com icloud.com me.com gmx.de gmx.net web.de qq.com 163.com 126.com mail.ru yandex.ru proton.me protonmail.com'.split(
    ' ',
  ),
)

/** Characters of hidden text that are looked at. */
const HIDDEN = 20_000

/**
 * @param options as for an analyzer; the model does not matter.
 * @throws TypeError or RangeError naming the option that is wrong.
 */
export function createObserver(options: AnalyzerOptions = {}): Observer {
  const { limits, examine } = createExaminer(options)
  /** By digest of the body: made variants of one message share it. */
  const known = new Map<string, Traits>()
  const spent = new Map<string, number>()
  let timed = 0
  return {
    observe(bytes, headerOnly = false) {
      const entity = collect(limits, bytes)
      const after = bytes.subarray(entity.root.bodyStart)
      const body = after.length === 0 ? '' : digestOf(after)
      const { message, found } = examine(entity, headerOnly)
      let traits = known.get(body)
      if (!traits) known.set(body, (traits = traitsOf(message, body)))
      if (!headerOnly) {
        timed++
        for (const check of CHECKS) {
          const start = performance.now()
          runChecks([check], message, false)
          spent.set(check.meta.id, (spent.get(check.meta.id) ?? 0) + performance.now() - start)
        }
      }
      return {
        findings: found.map(({ meta: { id: check }, draft: { grade, cells, amount, features } }) => ({
          check,
          ...(grade === undefined ? {} : { grade }),
          ...(cells === undefined ? {} : { cells, amount }),
          ...(features === undefined ? {} : { features }),
        })),
        sender: senderOf(message),
        traits,
        hasHtml: !headerOnly && message.body.html !== undefined,
      }
    },
    costs: () =>
      new Map([...spent].map(([check, milliseconds]) => [check, (1000 * milliseconds) / Math.max(1, timed)])),
  }
}

function senderOf({ from }: Message): string {
  const { domain = '', address = '' } = from.mailboxes[0] ?? {}
  const registered = registeredDomain(domain) ?? domain
  return MAILBOXES.has(registered) ? address : registered
}

function traitsOf({ body }: Message, digest: string): Traits {
  const traits: Traits = { body: digest, visible: sketch(wordsOf(body.visibleText), 3, 12) }
  let hidden = ''
  for (const { value } of body.runs) {
    hidden += `${value}\n`
    if (hidden.length > HIDDEN) break
  }
  traits.hidden = sketch(wordsOf(hidden), 3, 12)
  const tags = body.shown.flatMap(({ html, source }) => (html ? tagsOf(source.text) : []))
  traits.tags = sketch(tags, 4, 12)
  return traits
}
