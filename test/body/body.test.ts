import { describe, expect, it } from 'vitest'
import { rangeOf, readBody } from '../../src/body/body.ts'
import { type TextPart, textParts } from '../../src/body/text-part.ts'
import { Collector } from '../../src/mime/collector.ts'
import { DEFAULT_LIMITS } from '../../src/mime/limits.ts'
import { part } from './read.ts'

const body = (...parts: TextPart[]) => readBody(parts, DEFAULT_LIMITS)

describe('which parts are shown', () => {
  it('the last alternative that can be rendered', () => {
    const read = body(part(1, 'text/plain', 'plain', [0, 1]), part(2, 'text/html', '<p>html', [0, 2]))
    expect(read.visibleText).toBe('html')
    expect(read.unused.map(({ part }) => part)).toEqual([1])
    expect(read.runs).toMatchObject([{ channel: 'unrendered', technique: 'alternative', value: 'plain' }])
  })

  it('HTML even where plain text comes last, and never AMP', () => {
    const html = part(1, 'text/html', '<p>html', [0, 1])
    expect(body(html, part(2, 'text/plain', 'plain', [0, 2])).visibleText).toBe('html')
    const amp = part(2, 'text/x-amp-html', '<p>amp', [0, 2])
    expect(body(html, amp).runs).toMatchObject([{ technique: 'alternative' }])
  })

  it('of two of a type the last', () => {
    expect(body(part(1, 'text/html', 'one', [0, 1]), part(2, 'text/html', 'two', [0, 2])).visibleText).toBe(
      'two',
    )
  })

  it('all of a chosen branch', () => {
    const read = body(
      part(1, 'text/plain', 'plain', [0, 1]),
      part(3, 'text/html', '<p>html', [0, 2]),
      part(4, 'text/plain', 'footer', [0, 2]),
    )
    expect(read.visibleText).toBe('html\nfooter')
  })

  it('of nested alternatives only what every one of them chooses', () => {
    const read = body(
      part(1, 'text/plain', 'outer', [0, 1]),
      part(4, 'text/plain', 'inner', [0, 2], [3, 4]),
      part(5, 'text/html', 'html', [0, 2], [3, 5]),
    )
    expect(read.visibleText).toBe('html')
  })

  it('all parts of a mixed message in order', () => {
    const read = body(part(1, 'text/plain', 'one\r\n  two \r\n'), part(2, 'text/html', 'three'))
    expect(read.visibleText).toBe('one\ntwo\nthree')
    expect(read.shown.map(({ offset }) => offset)).toEqual([0, 8])
  })

  it('nothing of a message without text', () => {
    expect(body()).toMatchObject({
      visibleText: '',
      hidden: [],
      runs: [],
      html: undefined,
    })
  })
})

describe('what is in them', () => {
  const read = body(
    part(1, 'text/html', '<a href=a>one</a>'),
    part(2, 'text/html', '<div style="display:none">filler</div><a href=b><img src=c>two</a>'),
  )

  it('tells hidden text with its bytes', () => {
    const { hidden } = read
    expect(hidden).toMatchObject([{ technique: 'display-none', value: 'filler' }])
    expect(rangeOf(hidden[0])).toEqual({ start: 2026, end: 2032 })
  })

  it('joins links and pictures of all parts', () => {
    expect(read.links.map(({ textStart, textEnd }) => read.visibleText.slice(textStart, textEnd))).toEqual([
      'one',
      'two',
    ])
    expect(read.images).toMatchObject([{ src: 'c', link: 1 }])
  })

  it('shares the bound on tags among the parts and says where it was hit', () => {
    const limits = { htmlDepth: 256, htmlTags: 3, styleRules: 2000, links: 500 }
    const hit = readBody([part(1, 'text/html', '<p>a<p>b'), part(2, 'text/html', '<p>c<p>d')], limits)
    expect(hit.limitHits).toEqual([
      { limit: 'htmlTags', value: 1, start: 2004, skipped: 'the rest of an HTML part' },
    ])
  })
})

describe('textParts', () => {
  it('takes the text parts of a message with the alternatives they are in', () => {
    const message = [
      'Content-Type: multipart/alternative; boundary=a',
      '',
      '--a',
      'Content-Type: text/plain',
      '',
      'plain',
      '--a',
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<p hidden>caf=C3=A9</p>',
      '--b--',
      '--a--',
      '',
    ].join('\r\n')
    const bytes = new TextEncoder().encode(message)
    const collector = new Collector(DEFAULT_LIMITS, bytes)
    collector.write(bytes)
    const parts = textParts(collector.end().texts)
    expect(parts.map(({ type, alternatives }) => [type, alternatives])).toEqual([
      ['text/plain', [{ container: 0, branch: 1 }]],
      ['text/html', [{ container: 0, branch: 2 }]],
    ])
    const [run] = readBody(parts, DEFAULT_LIMITS).hidden
    const { start, end } = rangeOf(run)
    expect(message.slice(start, end)).toBe('caf=C3=A9')
  })
})
