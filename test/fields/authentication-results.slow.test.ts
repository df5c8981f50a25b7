import { describe, it } from 'vitest'
import { parseAuthenticationResults } from '../../src/fields/authentication-results.ts'
import { expectLinear } from '../helpers/growth.ts'

describe('parseAuthenticationResults', () => {
  it.each([
    ['comments', '(', 'mx.example.net; spf=pass '],
    ['closed comments', '(a)', 'mx.example.net; spf=pass '],
    ['quotation marks', 'a.b="\\', 'mx.example.net; spf=pass '],
    ['empty values', 'header.from= ', 'mx.example.net; spf=pass '],
    ['split keys', 'header . ', 'mx.example.net; spf=pass '],
    ['results', ' dkim=pass', 'mx.example.net;'],
    ['semicolons', ';', ''],
    ['encoded words', '=?utf-8?Q?a?= ', ''],
  ])('grows linearly with %s', (_, piece, head) => {
    expectLinear((n) => head + piece.repeat(n), parseAuthenticationResults)
  })
})
