import { describe, expect, it, test } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import type { LinkEntry } from '../src/schema.ts'
import { bytesOf } from './helpers/outline.ts'

const analyzer = createAnalyzer()
const encoder = new TextEncoder()

const HEAD = 'From: a@example.com\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'

function linksOf(html: string) {
  const message = encoder.encode(HEAD + html)
  const { body, completeness } = analyzer.analyze(message)
  const placed = ({ evidence }: LinkEntry) =>
    new TextDecoder().decode(message.subarray(evidence.start, evidence.end))
  return { ...body.links, completeness, placed }
}

/** `kind url`, of each. */
const listOf = (html: string) => linksOf(html).list.map(({ kind, url }) => `${kind} ${url}`)

test('each link has its text, its place and where it leads', () => {
  const html =
    '<p>See <a href="http://0xC0.0x00.0x02.0x2B/x">your <b>account</b></a> or <a href=//ｅｖｉｌ。example>this</a>'
  const { count, domains, ips, list, placed } = linksOf(html)
  expect(count).toBe(2)
  expect(domains).toEqual([{ domain: 'evil.example', count: 1 }])
  expect(ips).toEqual([{ ip: '192.0.2.43', count: 1 }])
  expect(list.map(({ url, text, domain, ip }) => [url, text, domain ?? ip])).toEqual([
    ['http://192.0.2.43/x', 'your account', '192.0.2.43'],
    ['https://evil.example/', 'this', 'evil.example'],
  ])
  expect(list.map(placed)).toEqual([
    '<a href="http://0xC0.0x00.0x02.0x2B/x">your <b>account</b>',
    '<a href=//ｅｖｉｌ。example>this',
  ])
})

describe('every place that holds an address', () => {
  const E = 'https://evil.example/x'
  it.each<[string, string[]]>([
    [`<a href="${E}">a</a>`, [`a ${E}`]],
    [`<svg><a xlink:href="${E}"><text>a</text></a></svg>`, [`a ${E}`]],
    [`<map><area href="${E}"></map>`, [`area ${E}`]],
    [`<form action="${E}"><input></form>`, [`form ${E}`]],
    [`<button formaction="${E}">a</button>`, [`formaction ${E}`]],
    [`<input type=submit value=Go formaction="${E}">`, [`formaction ${E}`]],
    [`<input type=image src="${E}">`, [`picture ${E}`]],
    [`<meta http-equiv=refresh content="0;url=${E}">`, [`refresh ${E}`]],
    [`<meta http-equiv=" Refresh" content=" 5 , URL = '${E}' x">`, [`refresh ${E}`]],
    [`<meta http-equiv=refresh content="0; ${E}">`, [`refresh ${E}`]],
    [`<meta name=refresh content="0;url=${E}">`, []],
    [`<meta http-equiv=refresh content=5>`, []],
    [
      `<a href=//a.example ping="${E} //b.example/">a</a>`,
      ['a https://a.example/', `ping ${E}`, 'ping https://b.example/'],
    ],
    [
      `<img src=//a.example/ srcset="${E} 1x, //b.example/a,b 2x,//c.example/">`,
      [
        'picture https://a.example/',
        `picture ${E}`,
        'picture https://b.example/a,b',
        'picture https://c.example/',
      ],
    ],
    [
      `<picture><source srcset="${E}, //b.example/ 100w"></picture>`,
      [`picture ${E}`, 'picture https://b.example/'],
    ],
    [`<table background="${E}"><td>a</table>`, [`background ${E}`]],
    [`<div style="background:url(${E})">a</div>`, [`background ${E}`]],
    [`<div style="background-image:url(&quot;${E}&quot;)">a</div>`, [`background ${E}`]],
    [`<ul style="list-style:URL( '${E}' )"><li>a</ul>`, [`css ${E}`]],
    [`<ul style="list-style-image:u\\72 l(${E})"><li>a</ul>`, [`css ${E}`]],
    [`<style>@import "${E}";</style>`, [`css ${E}`]],
    [`<style>@import url(${E});/* url(//no.example/) */ a{b:"url(//no.example/)"}</style>`, [`css ${E}`]],
    [
      `<style>@font-face{src:url('${E}') format('x'),url("//b.example/")}</style>`,
      [`css ${E}`, 'css https://b.example/'],
    ],
    [`<link rel=stylesheet href="${E}">`, [`link ${E}`]],
    [`<iframe src="${E}"></iframe><object data="${E}"></object>`, [`frame ${E}`, `frame ${E}`]],
    [`<video src="${E}" poster=//b.example/></video>`, [`media ${E}`, 'picture https://b.example/']],
    ['<a href="mailto:a@b.example">a</a>', ['a mailto:a@b.example']],
    ['<img src="cid:a"><img src="data:image/gif;base64,AA"><img src="">', []],
    ['<p>url(//no.example/) @import "//no.example"', []],
  ])('%s', (html, list) => {
    expect(listOf(html)).toEqual(list)
  })

  test('what is loaded is no place that the reader is taken to', () => {
    const html =
      '<form action=//form.example><img src=//picture.example/a.png><meta http-equiv=refresh content="0;//192.0.2.1">'
    const { domains, ips, count } = linksOf(html)
    expect(domains).toEqual([{ domain: 'form.example', count: 1 }])
    expect(ips).toEqual([{ ip: '192.0.2.1', count: 1 }])
    expect(count).toBe(0)
  })
})

describe('relative addresses', () => {
  it.each([
    '<base href="https://evil.example/a/"><a href="b">a</a>',
    '<a href="b">a</a><base href="https://evil.example/a/">',
    '<head><base target=x><base href="https://evil.example/a/"><base href="//no.example"></head><a href="b">a</a>',
    '<base href=" HTTPS:evil。example/a/x"><a href="b">a</a>',
    '<base href="//evil.example/a/"><a href="./c/../b">a</a>',
    '<base href="https://evil.example/"><a href="/a/b">a</a>',
  ])('begin with the base: %s', (html) => {
    expect(linksOf(html).list).toMatchObject([{ url: 'https://evil.example/a/b', domain: 'evil.example' }])
  })

  test('of forms and pictures, too', () => {
    const html =
      '<base href="//evil.example/"><form action=a><img src=b srcset=c><div style="list-style:url(d)">'
    expect(listOf(html)).toEqual(
      ['form', 'picture', 'picture', 'css'].map((kind, i) => `${kind} https://evil.example/${'abcd'[i]}`),
    )
  })

  test('without a base they lead nowhere that is known', () => {
    expect(linksOf('<a href="evil.example">a</a>').list).toMatchObject([{ url: 'evil.example' }])
    expect(linksOf('<a href="evil.example">a</a>').domains).toEqual([])
  })
})

describe('a text that names another host than the target', () => {
  it.each([
    ['https://bank.example/login', true],
    ['www.bank.example', true],
    ['bank.example', true],
    ['BANK.EXAMPLE', true],
    ['ｂａｎｋ．example', true],
    ['Log in at <b>bank</b>.example.', true],
    ['(https://www.bank.example/)', true],
    ['http://192.0.2.7/', true],
    ['<img src=//x.example alt="www.bank.example">', true],
    ['evil.example', false],
    ['www.evil.example/login', false],
    ['from bank.example to evil.example', false],
    ['<img src=//x.example alt="https://evil.example/">', false],
    ['click here', undefined],
    ['help@bank.example', undefined],
    ['invoice.pdf', undefined],
    ['archive.zip', undefined],
    ['version 2.0.1', undefined],
    ['Thank you.It is done', undefined],
    ['e.g. this', undefined],
    ['', undefined],
  ])('%s: %s', (text, mismatch) => {
    const { list } = linksOf(`<a href="https://login.evil.example/">${text}</a>`)
    expect(list[0].mismatch).toBe(mismatch)
  })

  test('an address for a target counts as well', () => {
    const mismatches = (html: string) => linksOf(html).list.map(({ mismatch }) => mismatch)
    expect(mismatches('<a href="http://3221226027/">bank.example</a>')).toEqual([true])
    expect(mismatches('<a href="http://3221226027/">http://192.0.2.43/x</a>')).toEqual([false])
    expect(mismatches('<a href="mailto:a@evil.example">bank.example</a>')).toEqual([undefined])
    expect(mismatches('<a href="https://a.shop.co.uk/">www.shop.co.uk</a>')).toEqual([false])
  })
})

test('a hidden link says so', () => {
  const { list } = linksOf(
    '<div style="display:none"><a href=//evil.example>a</a></div><a href=//evil.example>b</a>',
  )
  expect(list.map(({ hidden }) => hidden)).toEqual([true, undefined])
})

describe('bounds', () => {
  test('of more links than the limit the first are listed, and the limit is named', () => {
    const { list, completeness, domains } = linksOf('<a href=//evil.example>a</a>'.repeat(600))
    expect(list).toHaveLength(500)
    expect(domains).toEqual([{ domain: 'evil.example', count: 500 }])
    const start = HEAD.length + 500 * '<a href=//evil.example>a</a>'.length
    expect(completeness.limits).toEqual([{ limit: 'links', value: 500, start, skipped: 'further links' }])
  })

  it.each([
    `<img srcset="${'//a.example/ 1x,'.repeat(2000)}">`,
    `<a href=//a.example ping="${'//a.example/ '.repeat(2000)}">a</a>`,
    `<style>${'a{b:url(//a.example/)}'.repeat(2000)}</style>`,
    '<form action=//a.example/></form>'.repeat(2000),
    '<img src=//a.example/>'.repeat(2000),
  ])('however they stand', (html) => {
    const { list, completeness } = linksOf(html)
    expect(list).toHaveLength(500)
    expect(completeness.limits.map(({ limit }) => limit)).toContain('links')
  })

  test('a long address and a long text are cut', () => {
    const { list } = linksOf(`<a href="https://evil.example/${'x'.repeat(5000)}">${'y'.repeat(5000)}</a>`)
    expect(list[0].url).toHaveLength(2000)
    expect(list[0].text).toHaveLength(200)
    expect(list[0].domain).toBe('evil.example')
  })

  test('a host behind a long name of a user is found', () => {
    expect(linksOf(`<a href="https://${'x'.repeat(5000)}@evil.example/">a</a>`).domains).toEqual([
      { domain: 'evil.example', count: 1 },
    ])
  })
})

test('the place of a link in transfer encoding is that of the encoded bytes', () => {
  const head = HEAD.replace('\r\n\r\n', '\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n')
  const message = bytesOf(`${head}<p>=C3=A9 <a href=3D"https://evil.exa=\r\nmple/">=C3=A9</a>`)
  const [{ url, text, evidence }] = analyzer.analyze(message).body.links.list
  expect([url, text]).toEqual(['https://evil.example/', 'é'])
  expect(new TextDecoder().decode(message.subarray(evidence.start, evidence.end))).toBe(
    '<a href=3D"https://evil.exa=\r\nmple/">=C3=A9',
  )
})
