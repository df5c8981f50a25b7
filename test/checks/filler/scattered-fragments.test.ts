import { describe, expect, it } from 'vitest'
import { runCheck, verdictsOf } from '../../helpers/message.ts'

const ID = 'filler/scattered-fragments'

const html = (body: string) =>
  `From: news@example.org\nContent-Type: text/html; charset="utf-8"\n\n<p>${body}</p>\n`
/** Words of six letters, each with `piece` in its middle. */
const broken = (count: number, piece: string) =>
  Array.from({ length: count }, () => `acc${piece}unt`).join(' ')
const hidden = (style: string, text = '4417') => `<b style="${style}">${text}</b>`
const NONE = hidden('display:none')

describe('pieces inside words', () => {
  it.each([
    ['four', broken(4, NONE), 'silent'],
    ['five', broken(5, NONE), 'finding=inside-words'],
    ['25', broken(25, NONE), 'finding=scattered'],
    ['in one word', `a${NONE}b${NONE}c${NONE}d${NONE}e${NONE}f`, 'finding=inside-words'],
    ['in elements of their own', broken(5, `</i>${NONE}<i>`), 'finding=inside-words'],
    ['between references', broken(5, `&eacute;${NONE}&egrave;`), 'finding=inside-words'],
    ['in Cyrillic words', Array.from({ length: 5 }, () => `сче${NONE}та`).join(' '), 'finding=inside-words'],
    ['too small to read', broken(5, hidden('font-size:1px')), 'finding=inside-words'],
    [
      'in a box of no size',
      broken(5, hidden('display:inline-block;width:0;overflow:hidden')),
      'finding=inside-words',
    ],
    ['of its colour, which leaves a gap', broken(5, hidden('color:#fff')), 'silent'],
    ['without ink', broken(5, hidden('display:none', '&shy;&#8203;&nbsp;')), 'silent'],
    ['beside a space', broken(5, ` ${NONE}`), 'silent'],
    ['with a space behind them', broken(5, `${NONE}\n`), 'silent'],
    ['beside a line break', broken(5, `<br>${NONE}`), 'silent'],
    ['between blocks', broken(5, `</p>${NONE}<p>`), 'silent'],
    ['between cells', `<table><tr>${broken(5, `<td>a${NONE}</td><td>b`)}</tr></table>`, 'silent'],
    ['beside digits', broken(5, `1${NONE}2`), 'silent'],
    ['at the end of words', broken(5, `${NONE}, `), 'silent'],
    ['between characters that set no words apart', `新${NONE}聞`.repeat(8), 'silent'],
    ['entries of a list', broken(5, '<select><option>a<option>b</select>'), 'silent'],
  ])('%s', (_, body, expected) => {
    expect(verdictsOf(ID, html(body))).toBe(expected)
  })

  it('are pointed to, and no others', () => {
    const { found } = runCheck(ID, html(`${broken(6, NONE)} ${NONE}`))
    expect(found[0].data).toEqual({ pieces: 7, insideWords: 6 })
    expect(found[0].evidence).toHaveLength(6)
  })
})

it('many pieces between words are scattered', () => {
  expect(verdictsOf(ID, html(`a ${NONE} `.repeat(25)))).toBe('finding=scattered')
  expect(verdictsOf(ID, html(`a ${NONE} `.repeat(24)))).toBe('silent')
})
