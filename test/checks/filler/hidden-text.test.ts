import { describe, expect, it } from 'vitest'
import { runCheck, verdictsOf } from '../../helpers/message.ts'

const ID = 'filler/hidden-text'

const html = (body: string) => `From: news@example.org\nContent-Type: text/html; charset="utf-8"\n\n${body}\n`
/** Different words of ten letters without a sense, as many characters as asked for. */
function words(characters: number, first = 0): string {
  const list: string[] = []
  for (let n = 0; n < characters / 10; n++) list.push(`w${String((first + n) * 7919).padStart(9, 'o')}`)
  return list.join(' ')
}
const SEEN = `<p>${words(200)}</p>`
const none = (text: string) => `<div style="display:none">${text}</div>`
const white = (text: string) => `<p style="color:#fff">${text}</p>`

describe('amount', () => {
  it.each([
    ['nothing is hidden', SEEN, 'silent'],
    ['a preview line', none(words(90, 50)) + SEEN, 'dismissed=preheader'],
    ['a little less than much', `${none(words(1490, 50))}<p>${words(600)}</p>`, 'dismissed=preheader'],
    ['much', `${none(words(1500, 50))}<p>${words(600)}</p>`, 'finding=much'],
    ['much, in several places', none(words(750, 50)) + SEEN + none(words(750, 200)), 'finding=much'],
    ['three times what is seen', none(words(600, 50)) + SEEN, 'dismissed=preheader'],
    ['more than three times what is seen', none(words(610, 50)) + SEEN, 'finding=dominant'],
    [
      'more than three times a line, yet little',
      `${none(words(390, 50))}<p>Hello</p>`,
      'dismissed=preheader',
    ],
    ['white space is no text', none(' &nbsp;\n'.repeat(2000)) + SEEN, 'silent'],
    ['characters without ink are no text', none('&#8203;&#847;'.repeat(2000)) + SEEN, 'silent'],
  ])('%s', (_, body, expected) => {
    expect(verdictsOf(ID, html(body))).toBe(expected)
  })
})

describe('means that a preview line has no need of', () => {
  it.each([
    ['the colour of the ground', 'color:#ffffff;background:#ffffff'],
    ['a transparent colour', 'color:transparent'],
    ['no visibility', 'visibility:hidden'],
    ['a place off the screen', 'position:absolute;left:-9999px'],
    ['an indent', 'text-indent:-9999px'],
    ['a clip', 'position:absolute;clip:rect(0,0,0,0)'],
    ['a box of no size', 'height:0;overflow:hidden'],
  ])('%s', (_, style) => {
    const hide = (text: string) => html(`${SEEN}<div style="${style}">${text}</div>`)
    expect(verdictsOf(ID, hide(words(50, 50)))).toBe('dismissed=preheader')
    expect(verdictsOf(ID, hide(words(60, 50)))).toBe('finding=odd')
  })

  it.each([
    ['display', 'display:none'],
    ['a font of no size', 'font-size:0'],
    ['opacity', 'opacity:0'],
  ])('not %s, which preview lines use', (_, style) => {
    expect(verdictsOf(ID, html(`${SEEN}<div style="${style}">${words(60, 50)}</div>`))).toBe(
      'dismissed=preheader',
    )
  })
})

describe('look-alikes', () => {
  const copy = words(300)

  it('a preview line padded with what has no ink', () => {
    const padded = none(`Three new books${'&#847;&zwnj;&nbsp;'.repeat(60)}`)
    expect(verdictsOf(ID, html(padded + SEEN))).toBe('dismissed=preheader-padding')
  })

  it.each([
    ['the same text for small screens', copy, 'dismissed=responsive-copy'],
    ['seven words of ten are seen', `${words(210)} ${words(90, 500)}`, 'dismissed=responsive-copy'],
    ['six words of ten are seen', `${words(180)} ${words(120, 500)}`, 'finding=odd'],
    ['fewer than ten different words are no layout', words(90), 'finding=odd'],
  ])('%s', (_, hidden, expected) => {
    const body = `<p>${copy}</p><table style="visibility:hidden"><tr><td>${hidden}</td></tr></table>`
    expect(verdictsOf(ID, html(body))).toBe(expected)
  })

  it('white on a coloured ground is seen', () => {
    const button = `<table><tr><td bgcolor="#204080">${white(words(80, 50))}</td></tr></table>`
    expect(verdictsOf(ID, html(SEEN + button))).toBe('silent')
  })

  it('a plain alternative is not hidden text', () => {
    const text = `From: news@example.org\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n${words(2000, 99)}\n--b\nContent-Type: text/html\n\n${SEEN}\n--b--\n`
    expect(verdictsOf(ID, text)).toBe('silent')
  })
})

it('counts, and names the means and the places', () => {
  const text = html(none(words(750, 50)) + SEEN + white(words(750, 200)))
  const { found } = runCheck(ID, text)
  expect(found[0].data).toEqual({
    hidden: 1500,
    visible: 200,
    runs: 2,
    techniques: ['display-none', 'same-colour'],
    wordsSeen: 0,
  })
  const bytes = text.replaceAll('\n', '\r\n')
  expect(found[0].evidence.map(({ start, end }) => bytes.slice(start, end))).toEqual([
    words(750, 50),
    words(750, 200),
  ])
})

it('finds it behind quoted-printable, at its place in the message', () => {
  const encoded = words(1500, 50).replaceAll(' ', '=20=\n')
  const text = `From: news@example.org\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>Hello</p><p style=3D"display:none">${encoded}</p>\n`
  const { found } = runCheck(ID, text)
  const bytes = text.replaceAll('\n', '\r\n')
  expect(found.map(({ grade }) => grade)).toEqual(['much'])
  const { start, end } = found[0].evidence[0]
  expect(bytes.slice(start, end)).toBe(encoded.replaceAll('\n', '\r\n'))
})
