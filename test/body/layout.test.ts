import { describe, expect, it } from 'vitest'
import { readLayout } from '../../src/body/layout.ts'
import { messageOf } from '../helpers/message.ts'

const layoutOf = (html: string) =>
  readLayout(messageOf(`From: a@example.org\nContent-Type: text/html; charset="utf-8"\n\n${html}\n`).body)
const img = (attributes: string) => `<img src="https://example.com/1.png" ${attributes}>`

describe('pictures', () => {
  it.each<[string, string, number]>([
    ['of a declared size', img('width="600" height="400"'), 1],
    ['without a size', img(''), 1],
    ['of 40 pixels', img('width="40" height="40"'), 1],
    ['not a spacer', img('width="600" height="20"'), 0],
    ['not a tracking pixel', img('width="1" height="1"'), 0],
    ['not by a style, either', img('style="width:1px;height:1px"'), 0],
    ['not a hidden one', img('width="600" style="display:none"'), 0],
    ['not one in a hidden block', `<div style="display:none">${img('width="600"')}</div>`, 0],
  ])('%s', (_, html, expected) => {
    expect(layoutOf(html).pictures.length).toBe(expected)
  })
})

describe('linked pictures', () => {
  it.each<[string, string, number]>([
    ['inside a link', `<a href="https://example.com/go">${img('')}</a>`, 1],
    ['deep inside a link', `<a href="https://example.com/go"><b><span>${img('')}</span></b></a>`, 1],
    ['with an image map', `${img('usemap="#m"')}<map name="m"><area href="https://example.com/go"></map>`, 1],
    ['not beside a link', `<a href="https://example.com/go">Go</a>${img('')}`, 0],
    ['not in a link that leads nowhere', `<a name="top">${img('')}</a>`, 0],
    ['not a pixel in a link', `<a href="https://example.com/go">${img('width="1"')}</a>`, 0],
  ])('%s', (_, html, expected) => {
    expect(layoutOf(html).linked.length).toBe(expected)
  })
})

describe('links', () => {
  it.each<[string, string, number]>([
    ['to the web', '<a href="https://example.com/">a</a> <a href="HTTP://example.com/">b</a>', 2],
    ['without a scheme', '<a href="//example.com/">a</a>', 1],
    ['with white space in front', '<a href=" https://example.com/">a</a>', 1],
    [
      'not to a mailbox, a telephone or a place on the page',
      '<a href="mailto:a@example.org">a</a> <a href="tel:1">b</a> <a href="#top">c</a>',
      0,
    ],
    ['not a hidden one', '<a href="https://example.com/" style="display:none">a</a>', 0],
  ])('%s', (_, html, expected) => {
    expect(layoutOf(html).links.length).toBe(expected)
  })
})

describe('text', () => {
  it.each<[string, string, number]>([
    ['is what is seen, without white space', '<p>See you &nbsp; there</p>', 11],
    ['is not what is hidden', '<p>See</p><p style="display:none">a long filler</p>', 3],
    ['is none in pictures', `<a href="https://example.com/go">${img('alt="Claim it"')}</a>`, 0],
  ])('%s', (_, html, expected) => {
    expect(layoutOf(html).text).toBe(expected)
  })

  it('is all there is in a plain message', () => {
    const { pictures, links, text } = readLayout(
      messageOf('From: a@example.org\n\nSee https://example.com/\n').body,
    )
    expect({ pictures, links, text }).toEqual({ pictures: [], links: [], text: 23 })
  })
})
