import { describe, it } from 'vitest'
import {
  parseArcAuthenticationResults,
  parseArcMessageSignature,
  parseArcSeal,
} from '../../src/fields/arc.ts'
import { expectLinear } from '../helpers/growth.ts'

describe('the ARC parsers', () => {
  it.each([
    ['comments before the instance', '(', '', parseArcAuthenticationResults],
    ['digits', '1', 'i=', parseArcAuthenticationResults],
    ['tags', 'a=1;', 'i=1;', parseArcSeal],
    ['names signed', 'arc-', 'i=1;h=', parseArcMessageSignature],
  ])('grow linearly with %s', (_, piece, head, run) => {
    expectLinear((n) => head + piece.repeat(n), run)
  })
})
