import { afterAll, expect, it } from 'vitest'
import { readSources } from '../../../src/batch/sources/index.ts'
import { scratch } from '../../helpers/scratch.ts'

const { dir, remove } = scratch(
  Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.eml`, 'From: ann@example.com\n\nHello.\n'])),
)
afterAll(remove)

it('lets signals and timers be heard while small files are read', async () => {
  let heard = 0
  const timer = setInterval(() => heard++, 1)
  for await (const _ of readSources([dir]))
    for (const until = performance.now() + 5; performance.now() < until; );
  clearInterval(timer)
  expect(heard).toBeGreaterThan(3)
})
