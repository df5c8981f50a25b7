import { describe, it } from 'vitest'
import { parseMediaType } from '../../src/mime/media-type.ts'
import { expectLinear } from '../helpers/growth.ts'

describe('parseMediaType', () => {
  it.each([
    ['parameters', '; a=b'],
    ['semicolons', ';'],
    ['quotes', '; a="b'],
    ['words', ' a'],
    ['comments', '('],
    ['backslashes', '; a="\\'],
    ['continuations', '; a*1=b'],
    ['slashes', '/'],
  ])('grows linearly with %s', (_, unit) => {
    expectLinear((size) => `text/plain; x=y${unit.repeat(Math.ceil(size / unit.length))}`, parseMediaType)
  })
})
