import { describe, it } from 'vitest'
import { type ExchangeFieldName, exchangeFields } from '../../src/fields/exchange.ts'
import { expectLinear } from '../helpers/growth.ts'

describe('the fields of Exchange', () => {
  it.each([
    ['entries without colon', ';a', '', 'x-forefront-antispam-report'],
    ['parentheses', '(', 'SFS:', 'x-forefront-antispam-report'],
    ['folds', '\r\n ', 'SFS:a', 'x-forefront-antispam-report'],
    ['bars', '|', '', 'x-ms-traffictypediagnostic'],
    ['folds inside a hop', 'a\r\n ', '', 'x-ms-traffictypediagnostic'],
    ['parts', 'a=b;', '', 'x-ms-exchange-crosstenant-originalattributedtenantconnectingip'],
    ['words', 'a ', '', 'x-clientproxiedby'],
    ['digits', '1', '', 'x-incomingheadercount'],
  ])('grow linearly with %s', (_, piece, head, name) => {
    expectLinear((n) => head + piece.repeat(n), exchangeFields[name as ExchangeFieldName])
  })
})
