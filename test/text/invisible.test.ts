import { describe, expect, it } from 'vitest'
import { countInvisible, withoutInvisible } from '../../src/text/invisible.ts'

const ZWNJ = '\u200c'
const ZWSP = '\u200b'
const SHY = '\u00ad'
const CGJ = '\u034f'

describe('countInvisible', () => {
  it.each<[string, string, Partial<ReturnType<typeof countInvisible>>]>([
    ['plain text', 'Your parcel is waiting.', { total: 0, insideWords: 0, padding: 0 }],
    ['one inside a word', `par${ZWSP}cel`, { total: 1, insideWords: 1, brokenWords: 1, padding: 0 }],
    ['several in one word', `p${ZWNJ}${ZWNJ}a${ZWNJ}rcel is`, { total: 3, insideWords: 3, brokenWords: 1 }],
    ['two words', `a${SHY}b c${SHY}d`, { insideWords: 2, brokenWords: 2 }],
    ['preheader padding', `Hello ${`${CGJ}\u00a0`.repeat(50)}`, { total: 50, insideWords: 0, padding: 50 }],
    [
      'padding without spaces',
      `Hello ${ZWNJ.repeat(30)} you`,
      { insideWords: 0, padding: 30, longestRun: 31 },
    ],
    ['a byte order mark at the start', '\ufeffHello', { total: 1, insideWords: 0, padding: 1 }],
    ['an emoji joined', '👨\u200d👩\u200d👧 family', { total: 2, insideWords: 0 }],
    ['a Persian non-joiner', 'می\u200cخواهم', { total: 1, insideWords: 0 }],
    ['a Hindi joiner', 'क्\u200dष', { total: 1, insideWords: 0 }],
    ['a soft hyphen before a comma', `word${SHY}, next`, { insideWords: 0 }],
    ['tag characters', 'a\u{e0041}b', { total: 1, insideWords: 1 }],
    ['an override', '\u202ellaw\u202c', { bidiControls: 2, reversals: 1 }],
    ['an override in Hebrew', 'שלום \u202eabc\u202c', { bidiControls: 2, reversals: 0 }],
  ])('%s', (_, text, expected) => {
    expect(countInvisible(text)).toMatchObject(expected)
  })

  it('takes them away', () => {
    expect(withoutInvisible(`p${ZWNJ}a${SHY}r\u{e0041}cel`)).toBe('parcel')
    expect(withoutInvisible('café\u00a0ok')).toBe('café\u00a0ok')
  })
})
