/** Selectors times the characters they are held against: examined to the end, or said not to be. */
import { describe, expect, it } from 'vitest'
import { read } from './read.ts'

const COUNT = 4000
const LONG = 'aa'.repeat(40_000)

/** Many equal selectors, in lists that are short enough to be read. */
function sheet(selector: string, count = COUNT): string {
  const lists: string[] = []
  for (let left = count; left > 0; left -= 500)
    lists.push(`${Array.from({ length: Math.min(500, left) }, () => selector).join(',')}{display:none}`)
  return `<style>${lists.join('')}</style>`
}

const PAIRS: [name: string, html: string][] = [
  ['a word of an attribute', `${sheet('[title~=a]')}<p title="${LONG}">word`],
  ['a part of an attribute', `${sheet('[title*=ab]')}<p title="${LONG}">word`],
  ['an attribute in any case', `${sheet('[title=a i]')}<p title="${LONG}">word`],
  ['the end of an attribute', `${sheet('[title$=ab]')}<p title="${LONG}">word`],
  ['the target of a link', `${sheet('[href~=a]')}<a href="${LONG}">word</a>`],
  ['a style attribute', `${sheet('[style~=a]')}<p style="${LONG}">word`],
  ['an identifier', `${sheet('[id*=ab]')}<p id="${LONG}">word`],
  ['two classes', `${sheet('.a.b')}<p class="a ${LONG}">word`],
  ['a negated attribute', `${sheet('p:not([title*=ab])')}<p title="${LONG}">word`],
  ['a negated class', `${sheet('p:not(.b)')}<p class="${LONG}">word`],
  ['the class of an ancestor', `${sheet('[class~=b] p')}<div class="${LONG}"><p>word`],
  ['two classes of an ancestor', `${sheet('.a.b p')}<div class=b><div class="a ${LONG}"><p>word`],
  ['the class of a sibling', `${sheet('[class~=b]+p')}<div class="${LONG}"></div><p>word`],
  [
    'the classes of many ancestors',
    `${sheet('.c.d p')}<div class=d>${`<div class="c ${'x'.repeat(280)}">`.repeat(100)}<p>word`,
  ],
]

describe('what selectors are held against is bounded in characters', () => {
  it.each(PAIRS)('%s', (_, html) => {
    const { limits, runs } = read(html)
    expect(limits).toEqual([{ limit: 'styleRules', value: 2000, start: 7 }])
    expect(runs.find(({ value }) => value.includes('word'))!.channel).toBe('unknown')
  })

  it('names no limit where the same selectors meet short values', () => {
    for (const selector of ['[title~=a]', '.a.b', '[title*=ab]']) {
      const { limits, runs } = read(`${sheet(selector)}<p title="x y" class="a c">word`)
      expect(limits).toEqual([])
      expect(runs.at(-1)!.channel).toBe('visible')
    }
  })

  it('takes nothing from a message that follows', () => {
    const html = `${sheet('.a.b', 300)}<p class="a c">word`
    const fates = Array.from({ length: 4 }, () => read(html).runs.at(-1)!.channel)
    read(`${sheet('.a.b', 300)}${`<p class="a ${'x'.repeat(280)}">word`.repeat(200)}`)
    expect([...fates, read(html).runs.at(-1)!.channel]).toEqual(Array.from({ length: 5 }, () => 'visible'))
  })
})

describe('what is not examined of a style sheet is named, and what is examined is not', () => {
  const hidden = '{display:none}'
  const classes = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`).join(' ')
  /** Where the limit is named, undefined where none is; and what becomes of the text in the last element. */
  const fateOf = (css: string, html: string) => {
    const { limits, runs } = read(`<style>${css}</style>${html}`)
    return [limits[0]?.limit, runs.at(-1)!.channel]
  }

  it.each<[name: string, css: string, html: string]>([
    ['a class behind thousands of characters of others', `.b${hidden}`, `<p class="${classes(2000)} b">word`],
    ['the only class that is asked for of many', `.a.b${hidden}`, `<p class="a ${classes(500)} b">word`],
    [
      'a class among many that rules ask for',
      `.c1${hidden}.c2{color:red}`,
      `<p class="${classes(900)}">word`,
    ],
    ['a selector of many characters', `p${':not(.x)'.repeat(100)}${hidden}`, '<p>word'],
    ['a selector of many compounds', `${'div '.repeat(15)}p${hidden}`, `${'<div>'.repeat(15)}<p>word`],
    ['a list of tens of thousands of characters', `${'.abcdefgh,'.repeat(2500)}p${hidden}`, '<p>word'],
    ['the last of a list of thousands', `${'b,'.repeat(3999)}p${hidden}`, '<p>word'],
    [
      'a media query of thousands of characters',
      `@media ${'print,'.repeat(400)}screen{p${hidden}}`,
      '<p>word',
    ],
    ['the place among hundreds of siblings', `p:nth-child(301)${hidden}`, `${'<p>a</p>'.repeat(300)}<p>word`],
    [
      'the place among hundreds of a kind',
      `p:nth-of-type(300)${hidden}`,
      `${'<p>a</p><b>c</b>'.repeat(299)}<p>word`,
    ],
    ['one of a list in a function', `:is(b,.x,p)${hidden}`, '<p>word'],
    ['all but a list in a function', `:not(b,.x,i)${hidden}`, '<p>word'],
  ])('%s', (_, css, html) => {
    expect(fateOf(css, html)).toEqual([undefined, 'hidden'])
  })

  it.each<[name: string, css: string]>([
    ['a selector of too many characters', `p${':not(.x)'.repeat(200)}${hidden}`],
    ['a selector of too many compounds', `${'div '.repeat(17)}p${hidden}`],
    ['one of them in a list', `b,${'div '.repeat(17)}p,i${hidden}`],
    ['one of them in a rule that is kept', `${'div '.repeat(17)}q${hidden}`.repeat(3)],
    ['more selectors than are kept', `${'b,'.repeat(4000)}p${hidden}`],
    [
      'more selectors than are kept, by the hundred',
      `${`${'b,'.repeat(499)}b${hidden}`.repeat(8)}p${hidden}`,
    ],
    ['at-rules in one another', `${'@media screen{'.repeat(9)}p${hidden}${'}'.repeat(9)}`],
    ['rules in one another', `${'p{'.repeat(10)}display:none${'}'.repeat(10)}`],
    ['a long selector in another rule', `p{${'div '.repeat(17)}&${hidden}}`],
  ])('%s', (_, css) => {
    expect(fateOf(css, '<p>word')[0]).toBe('styleRules')
  })

  it('costs the same whatever was read before', () => {
    // more than a text of its length may cost, and less than one ten times as long
    const html = `${sheet('p:not([title*=ab])', 400)}${`<p title="${'a'.repeat(60)}">word`.repeat(22)}`
    const limitsOf = () => read(html).limits.length
    const before = limitsOf()
    read(`<p>${'x'.repeat(120_000)}`)
    expect([before, limitsOf()]).toEqual([1, 1])
  })
})
