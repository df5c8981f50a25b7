import { expect } from 'vitest'
import { createRandom } from '../../corpus/generate/random.mjs'
import { createAnalyzer } from '../../src/analyzer.ts'
import { explain } from '../../src/report/index.ts'
import { corpusMessages } from './corpus.ts'
import { mutate } from './mutate.mjs'
import { illFormed, inChunks, unsound } from './sound.mjs'

/** Damaged messages of the corpus give sound reports; every tenth also in chunks and as a story. A failure names its seed. */
export function expectSoundDamaged(from: number, to: number): void {
  const analyzer = createAnalyzer()
  const small = corpusMessages().flatMap(({ bytes }) =>
    bytes.length < 20_000 ? [new Uint8Array(bytes)] : [],
  )
  for (let seed = from; seed < to; seed++) {
    const random = createRandom(seed)
    const message = mutate(random, random.pick(small), random.pick(small))
    const report = analyzer.analyze(message)
    expect(unsound(report, message.length), `seed ${seed}`).toEqual([])
    expect(illFormed(report), `seed ${seed}`).toBeUndefined()
    if (seed % 10 !== 0) continue
    expect(
      inChunks(analyzer, message, () => random.int(1, 700)),
      `seed ${seed}`,
    ).toEqual(report)
    const story = explain(report, { bytes: message }).replaceAll('\n', '')
    expect(illFormed(story), `seed ${seed}`).toBeUndefined()
    expect(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(story), `seed ${seed}`).toBe(false)
  }
}
