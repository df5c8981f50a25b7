import { it } from 'vitest'
import { addUrlShape, hashSet } from '../../../src/batch/campaigns/shapes.ts'
import { expectLinear } from '../../helpers/growth.ts'

it('the shape of a web address is read in linear time', () => {
  const make = (size: number) => `//${'=&'.repeat(size / 2)}`
  expectLinear(make, (url) => addUrlShape(hashSet(32), url), { most: 1.4 })
})
