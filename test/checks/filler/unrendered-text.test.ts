import { describe, expect, it } from 'vitest'
import { runCheck, verdictsOf } from '../../helpers/message.ts'

const ID = 'filler/unrendered-text'

const html = (body: string) => `From: news@example.org\nContent-Type: text/html; charset="utf-8"\n\n${body}\n`
const SEEN = '<p>See you on Thursday.</p>'
/** Words of nine letters, as many characters as asked for, rounded up. */
const words = (characters: number) =>
  Array.from({ length: Math.ceil(characters / 9) }, (_, n) => `word${String(n).padStart(5, 'o')}`).join(' ')
/** English prose of 111 characters, not of what {@link SEEN} says. */
const NOTE =
  'The width of this table is fixed, since an old program that some of our readers have would stretch it otherwise. '
const GERMAN =
  'Der Hafen ist der Ort, an dem die Boote liegen, wenn der Wind aus dem Norden kommt und es wieder kalt wird. '
const ENGLISH =
  '<p>The hall opens at six in the evening, and there is soup for all of us who come and help.</p>'
const many = (count: number, make: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => make(n)).join('')

describe('a style element', () => {
  it.each([
    ['with prose', words(700), 'finding=stowed'],
    ['with less prose', words(500), 'silent'],
    ['with prose behind rules', `p { color: red } ${words(700)}`, 'finding=stowed'],
    ['with prose inside braces', `p { ${words(700)} }`, 'finding=stowed'],
    ['with prose in front of a brace', `${words(700)} { color: red }`, 'finding=stowed'],
    [
      'with words set apart by commas',
      `${words(700).replaceAll(' ', ', ')} { color: red }`,
      'finding=stowed',
    ],
    ['with rules', many(100, (n) => `.c${n} { color: #333; margin: ${n}px }\n`), 'silent'],
    ['with a long list of selectors', `${many(60, (n) => `.class-name-${n},\n`)} p { color: red }`, 'silent'],
    ['with many declarations', `p { ${many(60, (n) => `--property-${n}: ${n}px;\n`)} }`, 'silent'],
    ['with a long note', `/* ${NOTE.repeat(8)} */ p { color: red }`, 'silent'],
    ['with a comment of strings', `/* ${words(300)} */ p { color: red }`, 'finding=stowed'],
    ['with a font inside', `@font-face { src: url(data:font/woff2;base64,${'QUJD'.repeat(300)}) }`, 'silent'],
    ['without an end', `p { color: red } .a { ${words(300)}`, 'silent'],
  ])('%s', (_, css, expected) => {
    expect(verdictsOf(ID, html(`<style>${css}</style>${SEEN}`))).toBe(expected)
  })
})

describe('comments', () => {
  const long = `<p>${words(900)}</p>`
  it.each([
    ['with prose', `<!-- ${words(1600)} -->${SEEN}`, 'finding=stowed'],
    ['several, with prose together', `${many(4, () => `<!-- ${words(450)} -->`)}${SEEN}`, 'finding=stowed'],
    ['with less prose', `<!-- ${NOTE.repeat(14)} -->${SEEN}`, 'silent'],
    ['with a few strings', `<!-- ${words(200)} -->${SEEN}`, 'silent'],
    ['with strings', `<!-- ${words(300)} -->${SEEN}`, 'finding=stowed'],
    ['with strings inside code', `<!-- ${words(300).replaceAll(' ', '{};')} -->${SEEN}`, 'silent'],
    ['with a long key', `<!-- ${'a1b2c3d4e5'.repeat(30)} -->${SEEN}`, 'finding=stowed'],
    ['with prose of another language', `<!-- ${GERMAN.repeat(6)} -->${SEEN}${ENGLISH}`, 'finding=stray'],
    ['with a note in English beside another language', `<!-- ${NOTE.repeat(8)} -->${GERMAN}`, 'silent'],
    ['inside words', 'abcdefghijkl'.split('').join('<!-- x -->'), 'finding=stowed'],
    ['between words', 'a b c d e f g h i j k l'.split(' ').join(' <!-- x --> '), 'silent'],
    ['with prose, twice what is seen', `<!-- ${words(1900)} -->${long}`, 'dismissed=template-remains'],
    ['with prose, ten times what is seen', `<!-- ${words(9500)} -->${long}`, 'finding=stowed'],
    [
      'with marks of comments in it',
      `${many(4, () => `<!-- ${words(450)} => <!-- -->`)}${SEEN}`,
      'finding=stowed',
    ],
    ['with prose, less than twice what is seen', `<!-- ${words(1600)} -->${long}`, 'silent'],
    [
      'with a section that was taken out',
      `<!-- ${many(60, (n) => `<tr><td class="cell-${n}" style="padding:0;margin:0">${n}</td></tr>`)} -->${SEEN}`,
      'silent',
    ],
    [
      'for Outlook',
      `<!--[if mso]>${many(60, () => '<table role="presentation" width="600"><tr><td>')}<![endif]-->${SEEN}`,
      'silent',
    ],
  ])('%s', (_, body, expected) => {
    expect(verdictsOf(ID, html(body))).toBe(expected)
  })
})

describe('other places', () => {
  it.each([
    ['a title of prose', `<title>${words(310)}</title>${SEEN}`, 'finding=stowed'],
    ['a title', `<title>${words(90)}</title>${SEEN}`, 'silent'],
    ['a title of white space', `<title>${' \n'.repeat(300)}</title>${SEEN}`, 'silent'],
    ['names of attributes', `<p ${words(450)}>See you on Thursday.</p>`, 'finding=stowed'],
    ['ordinary attributes', `<p class="a" style="margin:0" data-id="${NOTE}">Hello</p>`, 'silent'],
    ['the value of an attribute', `<p data-id="${words(450)}">Hello</p>`, 'finding=stowed'],
    ['data in an attribute', `<p data-id="${'eyJhIjoxfQ'.repeat(90)}">Hello</p>`, 'silent'],
    ['words that are seen, in an attribute', `<p title="${NOTE.repeat(5)}">${NOTE}</p>`, 'silent'],
    ['a picture for its text', `<img src="a.png" alt="${words(450)}">${SEEN}`, 'silent'],
    ['a dot for its text', `<img src="a.png" width=1 height=1 alt="${words(450)}">${SEEN}`, 'finding=stowed'],
    ['an end tag', `<p>Hello</p ${words(450)}>`, 'finding=stowed'],
    ['a template', `<template>${NOTE.repeat(6)}</template>${SEEN}`, 'finding=stray'],
    ['an inner frame', `<iframe src="a.html">${words(450)}</iframe>${SEEN}`, 'finding=stowed'],
    [
      'a word for who has no frames',
      `<iframe src="a.html">Your program shows no maps.</iframe>${SEEN}`,
      'silent',
    ],
    ['prose for a script', `<script>${NOTE.repeat(6)}</script>${SEEN}`, 'finding=stray'],
    ['a script', `<script>${'if (a) { b = c[1]; }\n'.repeat(40)}</script>${SEEN}`, 'silent'],
    ['data', `<script type="application/ld+json">{"a":"${NOTE.repeat(6)}"}</script>${SEEN}`, 'silent'],
    ['strings for Outlook', `<!--[if mso]>${words(300)}<![endif]-->${SEEN}`, 'finding=stowed'],
    ['a note for Outlook', `<!--[if mso]><p>${NOTE.repeat(3)}</p><![endif]-->${SEEN}`, 'silent'],
    [
      'styles for Outlook',
      `<!--[if mso]><style>${many(40, (n) => `.c${n} {margin:${n}px;}`)}</style><![endif]-->${SEEN}`,
      'silent',
    ],
  ])('%s', (_, body, expected) => {
    expect(verdictsOf(ID, html(body))).toBe(expected)
  })
})

describe('the alternative that is not shown', () => {
  const seen =
    'The hall opens at six in the evening, and there is soup for all who help with the chairs and the tables. We begin with a song, and then Jonna reads from her new book about the harbour, before we look at photographs of the summer and talk about plans for spring.'
  const both = (plain: string, shown = seen) =>
    `From: news@example.org\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n${plain}\n--b\nContent-Type: text/html\n\n<p>${shown}</p>\n--b--\n`
  it.each([
    ['says the same', seen.repeat(5), seen, 'silent'],
    [
      'says the same, with long addresses',
      seen.replaceAll(' ', ` https://example.org/${'a1b2'.repeat(9)}\n`),
      seen,
      'silent',
    ],
    ['strings', words(300), seen, 'finding=stowed'],
    ['other prose', NOTE.repeat(11), seen, 'finding=stray'],
    ['a stub', NOTE.repeat(6), seen, 'silent'],
    ['other prose beside little text', NOTE.repeat(11), 'Hello', 'silent'],
    ['another language', GERMAN.repeat(12), seen, 'finding=stray'],
    ['a stub in another language', GERMAN.repeat(6), seen, 'silent'],
  ])('%s', (_, plain, shown, expected) => {
    expect(verdictsOf(ID, both(plain, shown))).toBe(expected)
  })
})

describe('names of attributes behind a style that quotation marks cut short', () => {
  const FONTS = 'Segoe UI", "Helvetica Neue", Arial, sans-serif'
  const REST = `${'font-style font-variant-ligatures font-variant-caps letter-spacing text-align text-transform'
    .split(' ')
    .concat('text-decoration-thickness text-decoration-style text-decoration-color white-space'.split(' '))
    .map((name) => `${name}: initial`)
    .join(
      '; ',
    )}; background-color: rgb(16, 20, 40); word-spacing: 0px; line-height: 20px; -webkit-text-stroke-width: 0px`
  const asNames = `${FONTS.replaceAll('"', '')}; ${REST}`.replace(/\S+/g, '$&=""')
  const declares = (more: string) =>
    `<p style="color: #333; font-family: "${FONTS}; ${REST}${more}">See you.</p>`
  it.each([
    ['declarations', declares(''), 'silent'],
    ['declarations, written as attributes', `<p style="font-family: " ${asNames}>See you.</p>`, 'silent'],
    ['words behind them', declares(`; ${words(450)}`), 'finding=stowed'],
    [
      'words set apart as declarations are',
      declares(`; ${words(450).replaceAll(' ', ': a; ')}`),
      'finding=stowed',
    ],
    [
      'one property again and again',
      declares(`; ${words(450).replaceAll(' ', '; color: ')}`),
      'finding=stowed',
    ],
    ['a value without an end', declares(`; color: ${words(550)}`), 'finding=stowed'],
    ['words behind a style that ends', `<p style="color: #333" ${words(450)}>See you.</p>`, 'finding=stowed'],
    [
      'declarations behind a style that ends',
      `<p style="color: #333" ${REST}; ${REST}>See you.</p>`,
      'finding=stowed',
    ],
  ])('%s', (_, body, expected) => {
    expect(verdictsOf(ID, html(body))).toBe(expected)
  })
})

it('each place is a finding of its own', () => {
  const body = html(`<title>${words(310)}</title><style>${words(700)}</style>${SEEN}`)
  expect(verdictsOf(ID, body)).toBe('finding=stowed finding=stowed')
})

it('points to the comment and counts without its tags', () => {
  const text = html(`${SEEN}<!-- <b>${words(1503)}</b> -->`)
  const { found } = runCheck(ID, text)
  expect(found[0].data).toEqual({ place: 'comment', characters: 1503, visible: 17 })
  const { start, end } = found[0].evidence[0]
  expect(text.replaceAll('\n', '\r\n').slice(start, end)).toContain(`<b>${words(1503)}</b>`)
})

describe('a title of one word', () => {
  const titled = (title: string) => html(`<title>${title}</title>${SEEN}`)
  it.each([
    ['that no language has', 'qhwfkqhjwgkfjqhk', 'finding=random-title'],
    ['of letters and digits in turns', '6n63n3v3v965st5k01325u5pfd61', 'finding=random-title'],
    ['of a language', 'Winterflohmarkt', 'silent'],
    ['with a number', 'Newsletter_2024_03_Final', 'silent'],
    ['that numbers a mailing', 'mailing-6344c778a0ee04cdd157f5b1', 'silent'],
    ['short', 'qhwfkqh', 'silent'],
    ['and more words', 'qhwfkqhjwgkfjqhk news', 'silent'],
    ['and more that no language has', 'qhwfkqhjwgkfjqhk zxkvbqjhgfwpzk', 'finding=stowed'],
    ['of letters around numbers', 'qXkVbqJ.20451.772.hGfWpzK', 'silent'],
    ['of letters around numbers, again and again', 'qXkVbqJ.20451.772.hGfWpzK '.repeat(4), 'finding=stowed'],
    ['of a language around numbers, again and again', 'Winter-2024-Flohmarkt '.repeat(4), 'silent'],
    ['short, again and again', 'DHL QRT7 '.repeat(4), 'silent'],
  ])('%s', (_, title, expected) => {
    expect(verdictsOf(ID, titled(title))).toBe(expected)
  })
})

describe('outside of boundaries', () => {
  const multipart = (preamble: string) =>
    `From: news@example.org\nContent-Type: multipart/alternative; boundary=b\n\n${preamble}\n--b\nContent-Type: text/html\n\n${SEEN}\n--b--\n`
  it.each([
    ['prose', words(650), 'finding=stowed'],
    ['less prose', words(500), 'silent'],
    ['what programs say', 'This is a multi-part message in MIME format.', 'silent'],
    ['nothing', '', 'silent'],
  ])('%s', (_, preamble, expected) => {
    expect(verdictsOf(ID, multipart(preamble))).toBe(expected)
  })

  it.each([
    ['prose', words(650), 'finding=stowed'],
    ['a footer', words(300), 'silent'],
    ['blank lines', '\n\n', 'silent'],
  ])('behind the closing one: %s', (_, epilogue, expected) => {
    expect(verdictsOf(ID, `${multipart('')}${epilogue}\n`)).toBe(expected)
  })

  it('where programs go on to read parts it is no epilogue', () => {
    const again = `--b\nContent-Type: text/plain\n\n${words(650)}\n`
    expect(verdictsOf(ID, multipart('') + again)).toBe('silent')
  })

  it('where the only boundary is the closing one it is neither', () => {
    const text = `From: news@example.org\nContent-Type: multipart/mixed; boundary=b\n\n${words(650)}\n--b--\n${words(650)}\n`
    expect(verdictsOf(ID, text)).toBe('silent')
  })

  it('without a boundary it is no preamble', () => {
    const text = `From: news@example.org\nContent-Type: multipart/mixed; boundary=b\n\n${words(2000)}\n`
    expect(verdictsOf(ID, text)).toBe('silent')
  })

  it('points to it', () => {
    const text = multipart(words(650))
    const { start, end } = runCheck(ID, text).found[0].evidence[0]
    expect(text.replaceAll('\n', '\r\n').slice(start, end)).toBe(words(650))
  })
})
