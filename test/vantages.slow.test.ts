import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { parseLabels } from '../src/evaluate/index.ts'
import { realMail } from './helpers/real-mail.ts'
import { RECEIVERS, receivedBy, vantages, withVerdictOf } from './helpers/vantages.ts'

const QUESTIONS = ['headersRemoved', 'headersForged'] as const
const analyzer = createAnalyzer()

/** Legitimate messages on their way, but for the two that pass for wrong where they came to in the end. */
function* passages(folder: string, every = 1) {
  let n = 0
  for (const { path, stratum } of parseLabels(readFileSync(join(folder, 'labels.tsv'), 'utf8'))) {
    if (!stratum.endsWith('ham') || n++ % every !== 0) continue
    const bytes = new Uint8Array(readFileSync(join(folder, path)))
    const report = analyzer.analyze(bytes)
    if (QUESTIONS.some((question) => report.assessments[question].probability >= 0.5)) continue
    let count = 0
    for (const vantage of vantages(bytes, report)) yield { name: `${path}, vantage ${++count}`, ...vantage }
  }
}

/**
 * Most of the legitimate mail at hand was received by few servers. But each message passed others on its way, which had it as
 * honestly as the last one, and any other could have taken it where it was handed over.
 */
describe.skipIf(realMail() === undefined)('legitimate mail at other servers', () => {
  it('has no header removed nor forged', { timeout: 300_000 }, () => {
    const wrong: string[] = []
    let messages = 0
    const hold = (name: string, bytes: Uint8Array): void => {
      messages++
      const { assessments } = analyzer.analyze(bytes)
      for (const question of QUESTIONS)
        if (assessments[question].probability >= 0.5) wrong.push(`${name}: ${question}`)
    }
    for (const { name, had, handover } of passages(realMail()!)) {
      hold(name, had)
      if (!handover) continue
      for (const receiver of Object.keys(RECEIVERS))
        hold(`${name}, ${receiver}`, receivedBy(receiver, handover))
    }
    console.log(`${wrong.length} of ${messages}`)
    expect(messages).toBeGreaterThan(40_000)
    expect(wrong).toEqual([])
  })

  it('is told from mail that brought a verdict in their names', { timeout: 300_000 }, () => {
    const found: Record<string, number> = {}
    const shown: Record<string, number> = {}
    let messages = 0
    for (const { handover } of passages(realMail()!, 4)) {
      if (!handover) continue
      messages++
      for (const receiver of Object.keys(RECEIVERS)) {
        const forged = withVerdictOf(receiver, handover, messages % 2 === 0 ? 'top' : 'author')
        const { assessments, dismissed } = analyzer.analyze(receivedBy(receiver, forged))
        if (assessments.headersForged.probability >= 0.5) found[receiver] = (found[receiver] ?? 0) + 1
        else if (dismissed.some(({ reason }) => reason === 'own-passage'))
          shown[receiver] = (shown[receiver] ?? 0) + 1
      }
    }
    console.log(messages, found, shown)
    for (const receiver of Object.keys(RECEIVERS)) {
      // a server that writes no verdict, or whose filters may have judged as often, may have written that one
      const counts = MAY_HAVE_WRITTEN.includes(receiver) ? shown : found
      expect((counts[receiver] ?? 0) / messages, receiver).toBeGreaterThan(0.95)
    }
  })
})

const MAY_HAVE_WRITTEN = ['Exim, SpamAssassin', 'Postfix, amavis behind']
