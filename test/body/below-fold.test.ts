import { describe, expect, it } from 'vitest'
import { readBody } from '../../src/body/body.ts'
import { DEFAULT_LIMITS as LIMITS } from '../../src/mime/limits.ts'
import { fateOf, part, read } from './read.ts'

const BELOW = 'hidden below-fold'

describe('what stands below a gap as high as a window', () => {
  it.each<[string, string, string]>([
    ['a margin', '<p>Top<p style="margin-top:1000px">word', BELOW],
    ['in other units', '<p>Top<p style="margin-top:200vh">word', BELOW],
    ['a smaller margin', '<p>Top<p style="margin-top:900px">word', 'visible'],
    ['and what follows it', '<p>Top<div style="margin-top:3000px">Far</div><p>word', BELOW],
    ['with nothing above', '<p style="margin-top:3000px">word', 'visible'],
    ['with a picture above', '<img src="a.png"><p style="margin-top:3000px">word', BELOW],
    ['of what is not a box', '<p>Top <span style="margin-top:3000px">word', 'visible'],
    ['of what is hidden itself', '<p>Top<p style="display:none;margin-top:3000px">x</p><p>word', 'visible'],
    ['an empty box', '<p>Top<div style="height:1200px"></div><p>word', BELOW],
    ['an empty box of least height', '<p>Top<div style="min-height:1200px">&nbsp;</div><p>word', BELOW],
    ['a box that holds something', '<p>Top<div style="height:1200px">Much</div><p>word', 'visible'],
    ['a tower, whatever it holds', '<p>Top<div style="height:10000px">Much</div><p>word', BELOW],
    ['what stands in the box', '<p>Top<div style="height:10000px">word</div>', 'visible'],
    ['a padding', '<p>Top<div style="padding-top:2000px">word', BELOW],
    ['a padding of a cell', '<p>Top<table><tr><td style="padding:2000px 9px 9px">word', BELOW],
    ['by a rule', '<style>.gap{height:10000vh}</style><p>Top<div class="gap"></div><p>word', BELOW],
  ])('%s', (_, html, fate) => {
    expect(fateOf(html)).toBe(fate)
  })

  it.each<[string, string, string]>([
    ['breaks', '<br>'.repeat(60), BELOW],
    ['fewer breaks', '<br>'.repeat(40), 'visible'],
    ['breaks in a font of no size', `<div style="font-size:0">${'<br>'.repeat(60)}</div>`, 'visible'],
    ['lines of a space', '&nbsp;<br>\n'.repeat(60), BELOW],
    ['fewer lines of a space', '&nbsp;<br>\n'.repeat(40), 'visible'],
    ['paragraphs of a space', '<p>&nbsp;</p>'.repeat(60), BELOW],
    ['blocks of characters without ink', '<div>&#8203;\u00a0</div>'.repeat(60), BELOW],
    ['empty blocks', '<div></div>'.repeat(600), 'visible'],
    ['hidden blocks', '<div style="display:none">&nbsp;</div>'.repeat(60), 'visible'],
    ['lines of a dot', '.<br>'.repeat(60), BELOW],
    ['lines of a letter', 'a<br>'.repeat(60), 'visible'],
    ['rows', `<table>${'<tr><td height="40">&nbsp;</td></tr>'.repeat(26)}</table>`, BELOW],
    [
      'rows of many cells',
      `<table>${`<tr>${'<td height="40">'.repeat(5)}</tr>`.repeat(10)}</table>`,
      'visible',
    ],
    ['a high cell', '<table><tr><td height="1500"></td></tr></table>', BELOW],
    [
      'a high box in a box of the same height',
      `${'<div style="height:600px">'.repeat(3)}${'</div>'.repeat(3)}`,
      'visible',
    ],
    ['a high and narrow picture', '<img src="a.gif" width="1" height="1500">', BELOW],
    ['a high picture', '<img src="a.gif" width="600" height="1500">', 'visible'],
    ['a high line', '<div style="line-height:1500px">&nbsp;</div>', BELOW],
    ['lines of preformatted text', `<pre>${'\n'.repeat(60)}</pre>`, BELOW],
    ['something in between', `${'<br>'.repeat(40)}Middle${'<br>'.repeat(40)}`, 'visible'],
  ])('of many small things: %s', (_, gap, fate) => {
    expect(fateOf(`<p>Top</p>${gap}<p>word`)).toBe(fate)
    expect(fateOf(`${gap}<p>word`).startsWith('hidden')).toBe(false)
  })

  it.each([
    ['lines', '\n'.repeat(60), 'Top'],
    ['lines of white space and dots', ' .\t\n'.repeat(60), 'Top'],
    ['fewer lines', '\n'.repeat(50), 'Top\nword'],
  ])('of plain text: %s', (_, gap, seen) => {
    const body = readBody([part(0, 'text/plain', `Top\n${gap}word\n`)], LIMITS)
    expect(body.visibleText.replaceAll(/[\s.]+/g, '\n').trim()).toBe(seen)
    expect(body.hidden.map(({ technique, value }) => `${technique} ${value}`)).toEqual(
      seen === 'Top' ? ['below-fold word'] : [],
    )
  })

  it('is no visible text', () => {
    expect(read('<p>Top</p><p style="margin-top:3000px">word</p>').visible.text.trim()).toBe('Top')
  })

  it('is hidden otherwise where it is hidden in itself', () => {
    expect(fateOf('<p>Top<p style="margin-top:3000px">Far<p style="display:none">word')).toBe(
      'hidden display-none',
    )
  })
})
