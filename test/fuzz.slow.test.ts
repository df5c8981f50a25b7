import { expect, test } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { corpusMessages } from './helpers/corpus.ts'
import { expectSoundDamaged } from './helpers/damaged.ts'
import { inChunks } from './helpers/sound.mjs'

// `npm run fuzz` makes as many as one likes
test('3,000 damaged messages give sound reports, whole and in chunks', () => {
  expectSoundDamaged(200, 3200)
})

test('a message byte by byte gives the same report', () => {
  const analyzer = createAnalyzer()
  for (const { name, bytes } of corpusMessages())
    if (bytes.length < 20_000)
      expect(
        inChunks(analyzer, new Uint8Array(bytes), () => 1),
        name,
      ).toEqual(analyzer.analyze(bytes))
})
