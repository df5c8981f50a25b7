import { describe, expect, it } from 'vitest'
import {
  COMMENT,
  END_OF_INPUT,
  END_TAG,
  HREF,
  HtmlTokenizer,
  RAW,
  START_TAG,
  STYLE,
  TEXT,
} from '../../src/body/html-tokenizer.ts'
import { Outline } from '../../src/mime/outline.ts'
import { parse5Text, tokenizedText } from './html-text.ts'

const SIGN = { [TEXT]: 'text', [START_TAG]: 'start', [END_TAG]: 'end', [COMMENT]: 'comment', [RAW]: 'raw' }

function tokens(html: string): string[] {
  const found: string[] = []
  const cursor = new HtmlTokenizer(Outline.of(html))
  for (let kind = cursor.next(); kind !== END_OF_INPUT; kind = cursor.next()) {
    const sign = SIGN[kind as keyof typeof SIGN] ?? 'unfinished'
    const content =
      kind === TEXT
        ? html.slice(cursor.start, cursor.end)
        : kind === COMMENT || kind === RAW
          ? html.slice(cursor.contentStart, cursor.contentEnd)
          : cursor.element.name
    found.push(`${sign} ${content}`)
  }
  return found
}

const TABLE: [html: string, expected: string[]][] = [
  ['a<b>c</b>d', ['text a', 'start b', 'text c', 'end b', 'text d']],
  ['1 < 2 <3 <<b>', ['text 1 < 2 <3 <', 'start b']],
  ['a</', ['text a</']],
  ['a<', ['text a<']],
  ['a</>b', ['text a', 'comment ', 'text b']],
  ['a</ x>b', ['text a', 'comment  x', 'text b']],
  ['<?xml version="1.0"?>a', ['comment ?xml version="1.0"?', 'text a']],
  ['<![CDATA[a]]>b', ['comment [CDATA[a]]', 'text b']],
  ['<!DOCTYPE html PUBLIC "a>b">', ['comment ', 'text b">']],
  ['<!-- a -->b', ['comment  a ', 'text b']],
  ['<!-->a', ['comment ', 'text a']],
  ['<!--->a', ['comment ', 'text a']],
  ['<!--a--!>b', ['comment a', 'text b']],
  ['<!--a- -b--->c', ['comment a- -b-', 'text c']],
  ['<!--[if mso]>a<![endif]-->b', ['comment [if mso]>a<![endif]', 'text b']],
  ['<!--[if !mso]><!-->a<!--<![endif]-->', ['comment [if !mso]><!', 'text a', 'comment <![endif]']],
  ['<![if !mso]>a<![endif]>', ['comment [if !mso]', 'text a', 'comment [endif]']],
  ['a<!-- b', ['text a', 'comment  b']],
  ['<style>a<b></style >c', ['start style', 'raw a<b>', 'end style', 'text c']],
  ['<STYLE>a</styles></StYlE>b', ['start style', 'raw a</styles>', 'end style', 'text b']],
  ['<style>never closed <p>a', ['start style', 'raw never closed <p>a']],
  ['<title>a<b>&amp;</title>', ['start title', 'raw a<b>&amp;', 'end title']],
  ['<textarea></textarea>a', ['start textarea', 'end textarea', 'text a']],
  ['<xmp><b></xmp>', ['start xmp', 'raw <b>', 'end xmp']],
  ['<noscript><b>a</b></noscript>', ['start noscript', 'start b', 'text a', 'end b', 'end noscript']],
  ['<plaintext></plaintext>a', ['start plaintext', 'raw </plaintext>a']],
  [
    '<script>a<!--<script>b</script>c--></script>d',
    ['start script', 'raw a<!--<script>b</script>c-->', 'end script', 'text d'],
  ],
  ['<script>a<!--b</script>c', ['start script', 'raw a<!--b', 'end script', 'text c']],
  ['<script><!--><script>a</script>b', ['start script', 'raw <!--><script>a', 'end script', 'text b']],
  ['a<b title="', ['text a', 'unfinished b']],
  ['<b/x//y>a', ['start b', 'text a']],
  ['<a "x"=1 b>c', ['start a', 'text c']],
]

describe('tokenizer', () => {
  it.each(TABLE)('%s', (html, expected) => {
    expect(tokens(html)).toEqual(expected)
  })

  it.each([
    ['<a href=x>', 'x'],
    ['<A HREF = "x y">', 'x y'],
    ["<a href='x' href='y'>", 'x'],
    ['<a href>', ''],
    ['<a href=>', ''],
    ['<a href="?a=1&copy=2&amp;b">', '?a=1&copy=2&b'],
    ['<a x=">" href=/y/>', '/y/'],
    ['<a =href=x>', undefined],
    ['<a>', undefined],
  ])('attribute of %s', (html, expected) => {
    const cursor = new HtmlTokenizer(Outline.of(html))
    cursor.next()
    expect(cursor.value(HREF)).toBe(expected)
    expect(cursor.has(STYLE)).toBe(false)
  })

  it('finds attributes by name and counts those without a value', () => {
    const cursor = new HtmlTokenizer(Outline.of('<td data-x="1" alpha beta="" Role=none>'))
    cursor.next()
    expect(cursor.valueOf('role')).toBe('none')
    expect(cursor.valueOf('data-y')).toBeUndefined()
    expect([cursor.attributes, cursor.bareLength]).toEqual([4, 9])
  })
})

describe('text content is that of parse5', () => {
  const samples = [
    ...TABLE.map(([html]) => html),
    '<p>a<table>b<tr>c<td>d</table>e',
    '<b>a<p>b</b>c',
    '&notit; &not &amp &ampx &#65 &#x41; &#x80; &#0; &unknown; &nbsp',
    '<ul><li>a<li>b</ul><select><option>c<option>d</select>',
    '<html><head><title>a</title></head><body>b</body></html>c',
  ].filter((html) => !html.includes('<!-- b') && !html.includes('title="'))

  it.each(samples)('%s', (html) => {
    expect(tokenizedText(html)).toBe(parse5Text(html))
  })
})
