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
