import { describe, it } from 'vitest'
import { expectLinear } from '../helpers/growth.ts'
import { read } from './read.ts'

describe('reading HTML', () => {
  it.each<[string, string]>([
    ['unclosed tags', '<div>'],
    ['unclosed unknown tags', '<xqz>'],
    ['unclosed formatting', '<p><b id=1>'],
    ['formatting around blocks', '<b><div></b>'],
    ['nested tables', '<table><tr><td>'],
    ['text in tables', '<table>a'],
    ['end tags', '</div>'],
    ['attributes', '<a b=c d e="f">'],
    ['hidden words', '<u style="font-size:0">a</u>b '],
    ['styles of their own', '<u style="font-size:\u0000px">a</u>'],
    ['declarations', '<p style="color:red;font-size:10px">'],
    ['comments', '<!-- a -->b'],
    ['conditional comments', '<!--[if mso]><b><![endif]-->'],
    ['open conditional comments', '<!--[if mso]>'],
    ['links', '<a href=b>c'],
    ['white space', ' \n'],
  ])('takes time in proportion to the input: %s', (_, piece) => {
    const make = (size: number): string => {
      let n = 0
      return piece.repeat(size / piece.length).replaceAll('\u0000', () => String(n++))
    }
    expectLinear(make, (html) => read(html, { htmlTags: 1_000_000 }).visible.text.length)
  })
})
