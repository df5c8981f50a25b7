import { describe, it } from 'vitest'
import { parseDkimSignature } from '../../src/fields/dkim-signature.ts'
import { expectLinear } from '../helpers/growth.ts'

describe('parseDkimSignature', () => {
  it.each([
    ['semicolons', ';', ''],
    ['tags', 'a=1;', ''],
    ['words', 'x;', ''],
    ['white space', ' ', 'v='],
    ['folds', '\r\n ', 'b=a'],
    ['folded base64', 'abcd\r\n ', 'b='],
    ['padding', '=', 'b='],
    ['names signed', 'from:', 'h='],
    ['colons', ':', 'h='],
    ['labels', 'a.', 'd='],
    ['at signs', '@', 'd=a.example;i='],
  ])('grows linearly with %s', (_, piece, head) => {
    expectLinear((n) => head + piece.repeat(n), parseDkimSignature)
  })
})
