import { it } from 'vitest'
import { countInvisible } from '../../src/text/invisible.ts'
import { expectLinear } from '../helpers/growth.ts'

it.each(['a\u200b', '\u200b', '\u034f ', '\u202e'])('countInvisible is linear on %j', (piece) => {
  expectLinear((size) => piece.repeat(size), countInvisible, { most: 1.2 })
})
