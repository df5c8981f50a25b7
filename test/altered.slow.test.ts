import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { parseLabels } from '../src/evaluate/index.ts'
import { ALTERATIONS, htmlOf, messageOf } from './helpers/altered.ts'
import { realMail } from './helpers/real-mail.ts'

const QUESTIONS = ['hiddenFiller', 'prizeLure'] as const
const analyzer = createAnalyzer()

/** Labelled mail came to mailboxes that leave a body as it is. Others put something above or below, and write links anew. */
describe.skipIf(realMail() === undefined)('bodies that a server altered', () => {
  it('are judged as before', { timeout: 300_000 }, async () => {
    const folder = realMail()!
    const counts: Record<string, { found: number; of: number }> = {}
    const wrong: string[] = []
    let ham = 0
    for (const { path, stratum, labels } of parseLabels(readFileSync(join(folder, 'labels.tsv'), 'utf8'))) {
      const legitimate = stratum.endsWith('ham')
      if (!legitimate && !QUESTIONS.some((question) => labels[question] === 1)) continue
      const message = await htmlOf(readFileSync(join(folder, path)))
      if (!message) continue
      if (legitimate) ham++
      for (const [name, alter] of Object.entries(ALTERATIONS)) {
        const { assessments } = analyzer.analyze(messageOf(message.header, alter(message.html)))
        for (const question of QUESTIONS) {
          const yes = assessments[question].probability >= 0.5
          if (legitimate && yes) wrong.push(`${path}, ${name}: ${question}`)
          if (labels[question] !== 1) continue
          const count = (counts[`${question}, ${name}`] ??= { found: 0, of: 0 })
          count.of++
          if (yes) count.found++
        }
      }
    }
    console.log(ham, 'legitimate', counts)
    expect(ham).toBeGreaterThan(200)
    expect(wrong).toEqual([])
    expect(Object.keys(counts).length).toBe(2 * Object.keys(ALTERATIONS).length)
    for (const question of QUESTIONS)
      for (const name of Object.keys(ALTERATIONS)) {
        const { found } = counts[`${question}, ${name}`]
        expect(found, `${question}, ${name}`).toBeGreaterThan(
          0.97 * counts[`${question}, encoded anew`].found,
        )
      }
  })
})
