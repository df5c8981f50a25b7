import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { explain } from '../src/report/index.ts'
import { mutate, random } from './helpers/mutate.ts'
import { unsound } from './helpers/sound.ts'

const analyzer = createAnalyzer()
const corpus = new URL('../corpus/messages/', import.meta.url).pathname
const messages = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.eml'))
  .sort()
  .map((name) => new Uint8Array(readFileSync(join(corpus, name))))

function chunked(message: Uint8Array, size: (n: number) => number) {
  const session = analyzer.session()
  for (let at = 0; at < message.length; ) {
    const chunk = message.slice(at, at + 1 + size(700))
    session.write(chunk)
    at += chunk.length
    chunk.fill(0x58)
  }
  return session.end()
}

test('arbitrary bytes give a sound report', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(unsound(analyzer.analyze(bytes), bytes.length)).toBeUndefined()
    }),
    { numRuns: 1000 },
  )
})

test('a message in any chunks gives the same report', () => {
  const below = random(7)
  for (const message of messages) {
    const whole = analyzer.analyze(message)
    expect(chunked(message, below)).toEqual(whole)
    if (message.length < 6000) expect(chunked(message, () => 0)).toEqual(whole)
  }
})

// `npm run fuzz` runs as many as one likes; a failure names the seed.
test('4,000 damaged messages give sound reports, whole and in chunks', { timeout: 120_000 }, () => {
  for (let seed = 0; seed < 4000; seed++) {
    const below = random(seed)
    const message = mutate(messages[below(messages.length)], below)
    const report = analyzer.analyze(message)
    expect(unsound(report, message.length), `seed ${seed}`).toBeUndefined()
    if (seed % 10 === 0) {
      expect(chunked(message, below), `seed ${seed}`).toEqual(report)
      const story = explain(report, { bytes: message }).replaceAll('\n', '')
      expect(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(story), `seed ${seed}`).toBe(false)
    }
  }
})
