import { describe, expect, it } from 'vitest'
import { readBody } from '../../src/body/body.ts'
import { readLayout } from '../../src/body/layout.ts'
import { DEFAULT_LIMITS } from '../../src/mime/limits.ts'
import { Outline } from '../../src/mime/outline.ts'

/** The layout of a message of these HTML parts. */
const layoutOf = (...parts: string[]) =>
  readLayout(
    readBody(
      parts.map((text, part) => ({
        part,
        type: 'text/html',
        text,
        outline: Outline.of(text),
        range: (start, end) => ({ start, end }),
        place: (start, end) => ({ start, end }),
      })),
      DEFAULT_LIMITS,
    ),
  )

const A = '<a href="https://shop.example/">'

describe('pictures', () => {
  it.each<[string, string, number]>([
    ['of a declared size', '<img src="a.png" width="600" height="300">', 1],
    ['of unknown size', '<img src="a.png">', 1],
    ['just large enough', '<img src="a.png" width="40" height="40">', 1],
    ['a tracking pixel', '<img src="a.png" width="1" height="1">', 0],
    ['a spacer, wide and flat', '<img src="a.png" width="600" height="8">', 0],
    ['an icon', '<img src="a.png" width="39">', 0],
    ['small by style', '<img src="a.png" style="width:20px;height:20px">', 0],
    ['hidden', '<img src="a.png" width="600" style="display:none">', 0],
    ['inside what is hidden', '<div style="display:none"><img src="a.png" width="600"></div>', 0],
    ['the background of a table', '<table background="a.png" width="600" height="300"><tr><td>x</table>', 1],
    ['none', '<p>text</p>', 0],
  ])('%s', (_, html, count) => {
    expect(layoutOf(html).pictures).toHaveLength(count)
  })
})

describe('linked pictures', () => {
  it.each<[string, string, string[]]>([
    ['in a link', `${A}<img src="a.png"></a>`, ['a.png']],
    ['in what a link holds', `${A}<table><tr><td><img src="a.png"></table></a>`, ['a.png']],
    ['cut into areas', '<img src="a.png" usemap="#m">', ['a.png']],
    ['beside a link', `${A}here</a><img src="a.png">`, []],
    ['too small', `${A}<img src="a.png" width="16" height="16"></a>`, []],
    ['hidden', `${A}<img src="a.png" style="display:none"></a>`, []],
    ['one of two', `${A}<img src="a.png"></a><img src="b.png">`, ['a.png']],
  ])('%s', (_, html, sources) => {
    expect(layoutOf(html).linked.map(({ src }) => src)).toEqual(sources)
  })
})

describe('links', () => {
  it.each<[string, string, string[]]>([
    ['to the web', '<a href="https://a.example/x">one</a>', ['https://a.example/x']],
    ['whatever its case', '<a href="HTTP://a.example/">one</a>', ['HTTP://a.example/']],
    ['of the page’s own scheme', '<a href="//a.example/">one</a>', ['//a.example/']],
    ['to an address', '<a href="mailto:a@example.org">one</a>', []],
    ['to a telephone', '<a href="tel:+49555">one</a>', []],
    ['inside the page', '<a href="#top">one</a><a name="top">two</a>', []],
    ['without a scheme', '<a href="a.example">one</a>', []],
    ['hidden', '<div style="display:none"><a href="https://a.example/">one</a></div>', []],
    ['areas of a picture', '<map name="m"><area href="https://a.example/"></map>', ['https://a.example/']],
    [
      'each time',
      '<a href="https://a.example/">one</a> <a href="https://a.example/">two</a>',
      ['https://a.example/', 'https://a.example/'],
    ],
  ])('%s', (_, html, hrefs) => {
    expect(layoutOf(html).links.map(({ href }) => href)).toEqual(hrefs)
  })
})

it('counts the visible text only, white space left out', () => {
  expect(layoutOf('<p>one two</p><p style="display:none">three</p><img alt="four" src="a.png">').text).toBe(6)
})

it('adds up the parts of a message', () => {
  const { pictures, linked, links, text } = layoutOf(`one<img src="a.png">`, `${A}<img src="b.png">two</a>`)
  expect([pictures.length, linked.length, links.length, text]).toEqual([2, 1, 1, 6])
  expect(linked[0].link).toBe(0)
})
