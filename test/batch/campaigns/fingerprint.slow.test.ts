import { expect, it } from 'vitest'
import { createFingerprinter } from '../../../src/batch/campaigns/index.ts'
import { processorTime } from '../../helpers/growth.ts'
import { SHAPES } from '../../helpers/hostile.ts'

const { fingerprint } = createFingerprinter()

it.each(SHAPES)('a fingerprint of $name is soon taken', ({ make, full }) => {
  const message = make(Math.min(full, 20_000))
  const begin = processorTime()
  fingerprint(message)
  expect(processorTime() - begin).toBeLessThan(10_000)
})
