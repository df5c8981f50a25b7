import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { END_OF_INPUT, HtmlTokenizer } from '../../src/body/html-tokenizer.ts'
import { Outline } from '../../src/mime/outline.ts'
import { expectLinear } from '../helpers/growth.ts'
import { realMail, realMailFiles } from '../helpers/real-mail.ts'
import { parse5Text, tokenizedText } from './html-text.ts'

/** How many tokens there are, each with what is written in it. */
function count(html: string): number {
  const cursor = new HtmlTokenizer(Outline.of(html))
  let written = 0
  for (let kind = cursor.next(); kind !== END_OF_INPUT; kind = cursor.next())
    written += html.slice(cursor.contentStart, cursor.contentEnd).length + 1
  return written
}

describe('the tokenizer', () => {
  it.each([
    ['unclosed comments', '<!--'],
    ['half-closed comments', '<!-- -'],
    ['unclosed quotes', '<a "'],
    ['unclosed values', '<a b="'],
    ['attributes', 'a=b '],
    ['angle brackets', '<'],
    ['slashes', '</'],
    ['scripts', '<script><!--<script>'],
    ['styles', '<style></style'],
    ['ampersands', '&'],
  ])('takes time in proportion to the input: %s', (_, piece) => {
    expectLinear((size) => `<p ${piece.repeat(Math.ceil(size / piece.length))}`, count)
  })
})

it.skipIf(!realMail())('text content is that of parse5 over real bodies', () => {
  const bodies = realMailFiles('html').filter((path) => /\.html?$/.test(path))
  const different = bodies.filter((path) => {
    const html = readFileSync(path, 'utf8')
    return tokenizedText(html) !== parse5Text(html)
  })
  expect(bodies.length).toBeGreaterThan(200)
  expect(different).toEqual([])
})
