import { describe, expect, it } from 'vitest'
import { mediaApplies } from '../../src/body/stylesheet.ts'
import { fateOf, read } from './read.ts'

const RULES: [expected: string, css: string, html: string][] = [
  ['hidden display-none', 'xqz{display:none}', '<xqz>word</xqz>'],
  ['hidden display-none', '.a{display:none}', '<p class="b a">word'],
  ['visible', '.a{display:none}', '<p class="ab">word'],
  ['hidden display-none', '#a{display:none}', '<p id=a>word'],
  ['hidden display-none', 'p.a{display:none}', '<p class=a>word'],
  ['visible', 'div.a{display:none}', '<p class=a>word'],
  ['hidden display-none', '.a.b{display:none}', '<p class="b a">word'],
  ['visible', '.a.b{display:none}', '<p class="a">word'],
  ['hidden display-none', '[hide]{display:none}', '<p hide>word'],
  ['hidden display-none', '*[class="a b"]{display:none}', '<p class="a b">word'],
  ['hidden display-none', 'p[class~=b]{display:none}', '<p class="a b">word'],
  ['hidden display-none', '[class^=ab]{display:none}', '<p class="abc">word'],
  ['visible', '[class$=ab]{display:none}', '<p class="abc">word'],
  ['hidden display-none', 'h1, .a , h2 {display:none}', '<p class="a">word'],
  ['hidden display-none', '.a p{display:none}', '<div class=a><b><p>word'],
  ['visible', '.a p{display:none}', '<div class=b><p>word'],
  ['hidden display-none', '.a > p{display:none}', '<div class=a><p>word'],
  ['visible', '.a>p{display:none}', '<div class=a><div><p>word'],
  ['hidden display-none', '.a > div p{display:none}', '<div class=a><div><div><p>word'],
  ['hidden display-none', 'img + div{display:none}', '<img><div>word'],
  ['visible', 'img + div{display:none}', '<img><p></p><div>word'],
  ['hidden display-none', 'img ~ div{display:none}', '<img><p></p><div>word'],
  ['visible', 'u + .body img ~ div div{display:none}', '<body class=body><img><div><div>word'],
  ['hidden zero-box', 'u{display:inline-block;width:0;overflow:hidden}', '<u>word</u>'],
  ['hidden visibility', 'div.a{visibility:collapse;max-height:0}', '<div class=a><p>word'],
  ['hidden same-colour', 'p{color:#fff}', '<p>word'],
  ['hidden display-none', 'html{display:none}', '<html><body>word'],
  ['hidden display-none', '.a{display:none}', '<html class=a><body>word'],
  ['hidden display-none', 'body{display:none}', 'word'],
  // cascade
  ['visible', 'p{display:none} .a{display:block}', '<p class=a>word'],
  ['visible', '.a{display:block} p{display:none}', '<p class=a>word'],
  ['hidden display-none', '.a{display:block} p{display:none!important}', '<p class=a>word'],
  ['hidden display-none', '#i{display:none} .a{display:block}', '<p id=i class=a>word'],
  ['visible', 'p{display:none}', '<p style="display:block">word'],
  ['hidden display-none', 'p{display:none!important}', '<p style="display:block">word'],
  ['hidden display-none', '.a{display:block} .a{display:none}', '<p class=a>word'],
  // never or not here
  ['visible', 'p:hover{display:none}', '<p>word'],
  ['visible', 'p::before{display:none}', '<p>word'],
  ['visible', '[data-ogsc] p{display:none}', '<p>word'],
  ['visible', '@media print{p{display:none}}', '<p>word'],
  ['visible', '@media (max-width:600px){p{display:none}}', '<p>word'],
  ['visible', '@media (prefers-color-scheme:dark){p{display:none}}', '<p>word'],
  ['hidden display-none', '@media screen{p{display:none}}', '<p>word'],
  ['hidden display-none', '@media all and (min-width:480px){p{display:none}}', '<p>word'],
  ['hidden display-none', '@media print{b{color:red}} p{display:none}', '<p>word'],
  ['hidden display-none', '@font-face{font-family:x;src:url(y)} p{display:none}', '<p>word'],
  ['hidden display-none', '@import "x.css"; p{display:none}', '<p>word'],
  ['visible', '@keyframes x{from{opacity:0}}', '<p>word'],
  // text around rules
  ['hidden display-none', '/* } */ p /* x */ {display:none}', '<p>word'],
  ['hidden display-none', '<!-- p{display:none} -->', '<p>word'],
  ['visible', '/* p{display:none} */', '<p>word'],
  // by a name with escapes
  ['hidden display-none', '.h\\69 de{display:none}', '<p class=hide>word'],
  ['hidden display-none', '.\\31 23{display:none}', '<p class=123>word'],
  ['hidden display-none', 'div .\\68 ide b{display:none}', '<div><p class=hide><b>word'],
  ['hidden display-none', 'i, .a\\,b{display:none}', '<p class="a,b">word'],
  ['visible', '.a\\ b{display:none}', '<p class="a b">word'],
  // by its place, and by what it is not
  ['hidden display-none', 'p:first-child{display:none}', '<div><p>word'],
  ['visible', 'p:first-child{display:none}', '<div><b>x</b><p>word'],
  ['hidden display-none', 'p:nth-child(2){display:none}', '<div><b>x</b><p>word'],
  ['visible', 'p:nth-child(odd){display:none}', '<div><b>x</b><p>word'],
  ['hidden display-none', 'p:nth-child(-n + 2){display:none}', '<div><b>x</b><p>word'],
  ['hidden display-none', 'p:nth-of-type(1){display:none}', '<div><b>x</b><p>word'],
  ['hidden display-none', '.a>:nth-child(2) i{display:none}', '<div class=a><b></b><p><i>word'],
  ['hidden display-none', 'p:not(.b, #c){display:none}', '<p class=a>word'],
  ['visible', 'p:not(.b):not(:hover){display:none}', '<p class=b>word'],
  ['visible', 'p:not([hide]){display:none}', '<p hide>word'],
  ['hidden display-none', ':is(div, .a):where(.b){display:none}', '<p class="a b">word'],
  ['visible', ':is(div, .a):where(.b){display:none}', '<p class="b">word'],
  ['visible', 'p:is(#a, .b){display:block} p.b.c{display:none}', '<p class="b c">word'],
  ['hidden display-none', '[title*="WO" i]{display:none}', '<p title=two>word'],
  ['visible', '[title*="WO"]{display:none}', '<p title=two>word'],
  // undecided
  ['unknown selector', 'p:last-child{display:none}', '<p>word'],
  ['unknown selector', 'p:not(.a .b){display:none}', '<p>word'],
  ['unknown selector', 'p{display:none} p:only-child{display:block}', '<p>word'],
  ['visible', 'p:last-child{color:red}', '<p>word'],
  ['hidden display-none', 'p:last-child{color:red}', '<p style="display:none">word'],
]

describe('style rules', () => {
  it.each(RULES)('%s: %s on %s', (expected, css, html) => {
    const head = html.startsWith('<html')
      ? html.replace('<body>', `<style>${css}</style><body>`)
      : `<style>${css}</style>${html}`
    expect(fateOf(head)).toBe(expected)
  })

  it('holds for what stands before it', () => {
    expect(fateOf('<p class=a>word</p><style>.a{display:none}</style>')).toBe('hidden display-none')
  })

  it('is not read from a comment', () => {
    expect(fateOf('<!--[if mso]><style>p{display:none}</style><![endif]--><p>word')).toBe('visible')
  })

  it('names the bound on rules', () => {
    const html = `<style>${'p{color:red}'.repeat(3000)}</style><p>word`
    expect(read(html).limits).toEqual([{ limit: 'styleRules', value: 2000, start: 7 + 12 * 2000 }])
  })

  it.each([
    ['', true],
    ['screen', true],
    ['only screen and (max-width: 600px)', false],
    ['screen and (max-width:3000px)', true],
    ['(min-width:100em)', false],
    ['print, screen', true],
    ['not print', true],
    ['not all and (min-width: 600px)', false],
    ['not all and (hover)', false],
    ['(prefers-color-scheme: light)', true],
    ['(hover)', false],
  ])('media %s', (query, applies) => {
    expect(mediaApplies(query)).toBe(applies)
  })
})

it('gives up on rules that cost too much, and says so', () => {
  const rules = Array.from({ length: 2000 }, (_, i) => `.x[a${i}]{color:red}`).join('')
  const { limits, runs } = read(`<style>${rules}</style>${'<p class=x>word</p>'.repeat(3000)}`)
  expect(limits).toEqual([{ limit: 'styleRules', value: 2000, start: 7 }])
  expect(runs.at(-1)!.channel).toBe('unknown')
})
