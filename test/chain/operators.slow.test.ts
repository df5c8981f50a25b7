import { it } from 'vitest'
import { operatorOfAddress, operatorOfHost } from '../../src/chain/operators.ts'
import { expectLinear } from '../helpers/growth.ts'

it.each(['a.', '.', '@', 'google.com.'])('operators are told in linear time from %j', (piece) => {
  const make = (size: number) => `https://${piece.repeat(size / piece.length)}`
  const run = (text: string) => [operatorOfHost(text), operatorOfAddress(text)]
  expectLinear(make, run, { most: 1.2 })
})
