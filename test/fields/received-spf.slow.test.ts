import { describe, it } from 'vitest'
import { parseReceivedSpf } from '../../src/fields/received-spf.ts'
import { expectLinear } from '../helpers/growth.ts'

describe('parseReceivedSpf', () => {
  it.each([
    ['comments', '('],
    ['closed comments', '(a)'],
    ['quotation marks', '"'],
    ['equals signs', '='],
    ['pairs', 'a=b '],
    ['backslashes in quotes', 'a="\\'],
  ])('grows linearly with %s', (_, piece) => {
    expectLinear((n) => `pass ${piece.repeat(n)}`, parseReceivedSpf)
  })
})
