import { it } from 'vitest'
import { measure } from '../../src/text/measure.ts'
import { expectLinear } from '../helpers/growth.ts'

it.each(['word ', '\u00a0', '🎁', '\ud83d'])('measure is linear on %j', (piece) => {
  expectLinear((size) => piece.repeat(size), measure, { most: 1.2 })
})
