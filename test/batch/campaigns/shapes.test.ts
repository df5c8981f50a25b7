import { describe, expect, it } from 'vitest'
import { addUrlShape, hashSet } from '../../../src/batch/campaigns/shapes.ts'

function shape(url: string): number[] {
  const set = hashSet(32)
  addUrlShape(set, url)
  return [...set.values.subarray(0, set.size)].sort()
}

/** The share of what two addresses have together. */
function shared(one: string, other: string): number {
  const [a, b] = [new Set(shape(one)), new Set(shape(other))]
  return [...a].filter((hash) => b.has(hash)).length / new Set([...a, ...b]).size
}

describe('the shape of a web address', () => {
  it.each([
    ['host', 'https://a.example/up/logo.png', 'http://b.c.example.net/up/logo.png'],
    ['number', 'https://a.example/cl/1782_md/22/924', 'https://a.example/cl/31_md/7/1'],
    ['token', 'https://a.example/t/Xk3Lq9aa/open', 'https://a.example/t/b77Tz01K/open'],
    ['parameter', 'https://a.example/r.php?id=77&sig=aa', 'https://a.example/r.php?id=8&sig=bb%20c'],
    ['recipient', 'https://a.example/u?mail=anna@example.net', 'https://a.example/u?mail=b@example.org'],
  ])('is the same with another %s', (_, one, other) => {
    expect(shared(one, other)).toBe(1)
  })

  it('shares the names of its parameters where the path is another', () => {
    const one = 'https://a.example/whilewait/bright.html#index.php?search=4&lm=19a&sd=5&page=3ok'
    const other = 'https://a.example/morning/fold.html#index.php?search=7&lm=77b&sd=9&page=Lk2'
    expect(shared(one, other)).toBeGreaterThan(0.5)
  })

  it.each(['', 'mailto:a@example.net', 'cid:logo', 'https://a.example', 'https://a.example/'])(
    'of %j is nothing',
    (url) => {
      expect(shape(url)).toEqual([])
    },
  )

  it('tells other paths apart', () => {
    expect(shared('https://a.example/login/verify', 'https://a.example/shop/cart.aspx?item=4')).toBe(0)
  })
})
