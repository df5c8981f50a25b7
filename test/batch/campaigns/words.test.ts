import { describe, expect, it } from 'vitest'
import { ADDRESS, NUMBER, plain, readWords, TOKEN, URL } from '../../../src/batch/campaigns/words.ts'

const words = (text: string): number[] => [...readWords(plain(text))]

describe('words of a text', () => {
  it.each([
    ['in any letter case', 'Claim YOUR gift', 'claim your GIFT'],
    ['whatever marks stand around them', '"Claim", (your) gift!', 'claim your gift'],
    ['in mathematical letters', '𝐂𝐥𝐚𝐢𝐦 𝘺𝘰𝘶𝘳 ｇｉｆｔ', 'claim your gift'],
    ['with characters in them that show nothing', 'cl\u200baim y\u00adour gi\u2060ft', 'claim your gift'],
    ['with another number', 'order 4711 of 2,500.00', 'order 9 of 17'],
    ['with another date and time', 'on 2024-11-03 at 12:45', 'on 1999-01-31 at 7:30'],
    ['with another address', 'for anna.lee+x@example.net now', 'for bob@mail.example.org now'],
    ['with another link', 'see https://a.example.net/x7?id=1 now', 'see www.shop-2.example/pay now'],
    ['with another token', 'id 8f3a9c77b21d4e05 ok', 'id c0ffee1234567890 ok'],
    ['with another random name', 'id x7Kq2Lm9 ok', 'id b1Zt8Wn4 ok'],
  ])('are the same %s', (_, one, other) => {
    expect(words(one)).toEqual(words(other))
  })

  it('stand for their kinds', () => {
    expect(words('12 a@example.net ab12cd34ef56ab78 http://a.example/')).toEqual([
      NUMBER,
      ADDRESS,
      TOKEN,
      URL,
    ])
  })

  it('are apart where hyphens or slashes join them', () => {
    expect(words('sign-in yes/no')).toEqual(words('sign in yes no'))
  })

  it('are single signs in scripts without spaces', () => {
    expect(words('重要なお知らせ')).toHaveLength(7)
  })

  it('are at most 1024', () => {
    expect(words('ab '.repeat(5000))).toHaveLength(1024)
  })
})
