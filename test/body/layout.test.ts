import { describe, expect, it } from 'vitest'
import { readBody } from '../../src/body/body.ts'
import { Layout } from '../../src/body/layout.ts'
import { DEFAULT_LIMITS } from '../../src/mime/limits.ts'
import { Outline } from '../../src/mime/outline.ts'

/** A message of these HTML parts. */
const bodyOf = (...parts: string[]) =>
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
  )

const hostOf = (href: string) => new URL(href, 'https://x.example/').hostname

/** The layout of a message of these HTML parts. */
const layoutOf = (...parts: string[]) => new Layout(bodyOf(...parts), hostOf)

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
    ['behind a link', `<table><tr><td background="a.png"><p>${A}here</a></table>`, ['a.png']],
    [
      'behind two links, the inner one',
      `<table background="a.png"><tr><td style="background:url(b.png)">${A}here</a></table>`,
      ['b.png'],
    ],
    ['behind text', `<table><tr><td background="a.png"><p>here</table>${A}there</a>`, []],
    ['behind a hidden link', `<div style="background:url(a.png)"><a href="/" hidden>here</a></div>`, []],
    ['of a link itself', '<a href="https://a.example/" style="background:url(a.png)">here</a>', ['a.png']],
    ['sends a form', '<form><input type="image" src="a.png"></form>', ['a.png']],
    ['too small', `${A}<img src="a.png" width="16" height="16"></a>`, []],
    ['hidden', `${A}<img src="a.png" style="display:none"></a>`, []],
    ['one of two', `${A}<img src="a.png"></a><img src="b.png">`, ['a.png']],
  ])('%s', (_, html, sources) => {
    expect(layoutOf(html).linked.map(({ src }) => src)).toEqual(sources)
  })
})

describe('pictures that carry a message', () => {
  const text = '<p>Meadow and harbour, harbour and meadow.</p>'.repeat(10)
  it.each<[string, string, boolean]>([
    ['a logo', `${A}<img src="a.png" width="170" height="40"></a>${text}`, false],
    ['a logo beside little text', `${A}<img src="a.png" width="170" height="40"></a>Hello`, true],
    [
      'a logo beside a footer',
      `${A}<img src="a.png" width="170" height="40"></a>Hello<p>© Meadow. ${'Harbour Road '.repeat(60)}`,
      true,
    ],
    ['a banner', `${A}<img src="a.png" width="600" height="90"></a>${text}`, true],
    ['one that is higher', `${A}<img src="a.png" width="101" height="101"></a>${text.repeat(3)}`, true],
    ['of unknown size', `${A}<img src="a.png"></a>${text}`, true],
    ['that send a form', `<input type="image" src="a.png">${text}`, true],
    ['not linked', `<img src="a.png">${text}`, false],
    ['none', '', false],
  ])('%s', (_, html, carries) => {
    expect(layoutOf(html).carries).toBe(carries)
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

describe('blocks', () => {
  const link = (picture: string, to = 'https://shop.example/go') => `<a href="${to}">${picture}</a>`
  const picture = (name: string, more = '') => `<img src="https://i.example/${name}.png" ${more}>`
  /** Blocks in a line each: the text, slices and destination of a picture, lines of a gap. */
  const sequence = (...parts: string[]) => {
    const body = bodyOf(...parts)
    return new Layout(body, hostOf).blocks.map((block) => {
      if (block.kind === 'text') {
        const text = body.visibleText.slice(block.start, block.end).trim().replaceAll('\n', '|')
        return `${block.footer ? 'footer' : 'text'} ${text}`
      }
      if (block.kind === 'gap') return `gap ${block.lines}`
      return `${block.linked ? 'linked ' : ''}picture ${block.slices.length} ${block.destination ?? '-'}`
    })
  }
  const grid = (...cells: string[]) => `<table><tr><td>${cells.join('</td><td>')}</td></tr></table>`

  it.each<[string, string, string[]]>([
    ['nothing', '', []],
    ['text', '<p>one</p><p>two</p>', ['text one|two']],
    ['in their order', `one ${picture('a')} two`, ['text one', 'picture 1 -', 'text two']],
    ['a linked picture', link(picture('a')), ['linked picture 1 shop.example']],
    ['slices in one link', link(picture('a') + picture('b')), ['linked picture 2 shop.example']],
    ['slices to one address', link(picture('a')) + link(picture('b')), ['linked picture 2 shop.example']],
    [
      'a sliced grid',
      grid(
        link(picture('a')),
        link(picture('b'), 'https://shop.example/1'),
        link(picture('c'), 'https://shop.example/2'),
      ),
      ['linked picture 3 shop.example'],
    ],
    [
      'pictures of a table to two places',
      grid(link(picture('a')), link(picture('b'), 'https://other.example/')),
      ['linked picture 1 shop.example', 'linked picture 1 other.example'],
    ],
    [
      'pictures of two tables',
      grid(link(picture('a'))) + grid(link(picture('b'), 'https://shop.example/1')),
      ['linked picture 1 shop.example', 'linked picture 1 shop.example'],
    ],
    [
      'the same picture again without its scheme',
      link(picture('a')) + link('<img src="//i.example/a.png">', 'https://shop.example/1'),
      ['linked picture 2 shop.example'],
    ],
    [
      'text between',
      `${link(picture('a'))}one${link(picture('b'))}`,
      ['linked picture 1 shop.example', 'text one', 'linked picture 1 shop.example'],
    ],
    [
      'a gap between',
      `${link(picture('a'))}${'<br>'.repeat(4)}${link(picture('b'))}`,
      ['linked picture 1 shop.example', 'gap 4', 'linked picture 1 shop.example'],
    ],
    ['unlinked ones', picture('a') + picture('b'), ['picture 1 -', 'picture 1 -']],
    ['fewer line breaks', 'one<br><br><br>two', ['text one|two']],
    ['line breaks at the end', 'one<br><br><br><br><br>', ['text one']],
    [
      'the footer',
      `${picture('a')}<p>one</p><p>Unsubscribe here</p>`,
      ['picture 1 -', 'text one', 'footer Unsubscribe here'],
    ],
    [
      'what is hidden',
      `<div style="display:none">one${picture('a')}<br><br><br><br><br></div>two`,
      ['text two'],
    ],
  ])('%s', (_, html, expected) => {
    expect(sequence(html)).toEqual(expected)
  })

  it('of several parts', () => {
    expect(sequence('one', `two ${picture('a')}`)).toEqual(['text one|two', 'picture 1 -'])
  })

  it('know areas: slices add up, the same picture again does not', () => {
    const area = (html: string) =>
      layoutOf(html).blocks.map((block) => block.kind === 'picture' && block.area)
    expect(area(link(picture('a', 'width=300 height=200') + picture('b', 'width=300 height=100')))).toEqual([
      90_000,
    ])
    expect(area(link(picture('a', 'width=300 height=200') + picture('a', 'width=300 height=200')))).toEqual([
      60_000,
    ])
    expect(area(picture('a', 'width=200'))).toEqual([40_000])
    expect(area(picture('a'))).toEqual([180_000])
  })

  it('tell trackers, the texts of pictures and the share of the space', () => {
    const layout = layoutOf(
      `${picture('a', 'width=400 height=200 alt="Sale"')}${picture('b', 'width=400 height=200')}${picture('t', 'width=1 height=1')}${'x'.repeat(1000)}`,
    )
    expect(layout).toMatchObject({ trackers: 1, altCoverage: 0.5, pictureShare: 0.5 })
    expect(layoutOf('one')).toMatchObject({ trackers: 0, altCoverage: 0, pictureShare: 0 })
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

describe('what the recipient’s side wrote', () => {
  const warning = '<p>CAUTION: This email originated from outside of the organization.</p>'
  const disclaimer = '<p>This message is confidential and intended solely for the recipient.</p>'

  it('is no text of the author', () => {
    const bare = layoutOf('<h1>You won</h1><p>Unsubscribe</p>')
    const layout = layoutOf(`${warning}<h1>You won</h1><p>Unsubscribe</p>${disclaimer}`)
    expect([layout.text, layout.footer, layout.main.trim()]).toEqual([bare.text, bare.footer, 'You won'])
  })

  it('may be all that there is', () => {
    const layout = layoutOf(`${warning}${A}<img src="a.png"></a>`)
    expect([layout.text, layout.footer, layout.carries]).toEqual([0, 0, true])
  })
})
