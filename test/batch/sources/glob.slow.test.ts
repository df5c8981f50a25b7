import { it } from 'vitest'
import { createNameMatcher } from '../../../src/batch/sources/glob.ts'
import { expectLinear } from '../../helpers/growth.ts'

it('a pattern for a name takes time in proportion to the name', () => {
  const matches = createNameMatcher(`${'*a'.repeat(10)}b`)
  expectLinear((size) => 'a'.repeat(size), matches, { most: 1.25 })
})
