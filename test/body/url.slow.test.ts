import { it } from 'vitest'
import { destinationOf, isWebAddress } from '../../src/body/url.ts'
import { expectLinear } from '../helpers/growth.ts'

it.each(['a.', '.', '@', '%61', 'ａ', ' ', '\t', '1.', 'a:'])(
  'addresses are read in linear time from %j',
  (piece) => {
    const make = (size: number) => `https://x${piece.repeat(size / piece.length)}y`
    expectLinear(make, (href) => [destinationOf(href), isWebAddress(href)], { most: 1.2 })
  },
)
