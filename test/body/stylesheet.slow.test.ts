import { describe, it } from 'vitest'
import { expectLinear } from '../helpers/growth.ts'
import { read } from './read.ts'

describe('style rules', () => {
  it.each<[string, (size: number) => string]>([
    ['rules', (size) => `<style>${'p.a{color:red}'.repeat(size / 14)}</style><p class=a>x`],
    [
      'selectors against deep elements',
      (size) => `<style>${'a b c d{color:red}'.repeat(100)}</style>${'<d>'.repeat(size / 3)}`,
    ],
    ['siblings', (size) => `<style>${'q ~ i{display:none}'.repeat(20)}</style>${'<i></i>'.repeat(size / 7)}`],
    [
      'places among siblings',
      (size) => `<style>${'i:nth-child(2n+1){display:none}'.repeat(20)}</style>${'<i></i>'.repeat(size / 7)}`,
    ],
    ['nested functions', (size) => `<style>${':not('.repeat(size / 5)}{display:none}</style><p>x`],
    ['open braces', (size) => `<style>${'{'.repeat(size)}`],
    ['open media', (size) => `<style>${'@media screen{'.repeat(size / 14)}`],
    ['open comments', (size) => `<style>a{${'/*'.repeat(size / 2)}`],
    ['closed comments', (size) => `<style>a ${'/**/'.repeat(size / 4)}{color:red}</style>`],
  ])('take time in proportion to the input: %s', (_, make) => {
    expectLinear(make, (html) => read(html).runs.length)
  })
})
