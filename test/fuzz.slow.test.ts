import { test } from 'vitest'
import { expectSoundDamaged } from './helpers/damaged.ts'

// `npm run fuzz` makes as many as one likes
test('3,000 damaged messages give sound reports, whole and in chunks', () => {
  expectSoundDamaged(200, 3200)
})
