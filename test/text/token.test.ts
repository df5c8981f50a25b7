import { describe, expect, it } from 'vitest'
import { randomToken } from '../../src/text/token.ts'

describe('randomToken', () => {
  it.each<[string, string, string | undefined]>([
    ['nothing', '', undefined],
    ['words', 'a very long sentence with nothing in it', undefined],
    ['a long word', 'Donaudampfschifffahrtsgesellschaft', undefined],
    ['a campaign code', 'NR_TARGETEDFLASH_20251106', undefined],
    ['an order number', 'order 11223344556677889900112233', undefined],
    ['a date and time', '2024-05-14_14-03-13-0000', undefined],
    ['a short key', 'a1b2c3d4e5', undefined],
    ['a key', 'id 3510vkDeprz941iBQynb9d50HA24 end', '3510vkDeprz941iBQynb9d50HA24'],
    ['a uuid', 'ede6d98c-e48d-f92f-3f8a-5eef3acffb5e', 'ede6d98c-e48d-f92f-3f8a-5eef3acffb5e'],
    ['the first of two', 'a1b2c3d4e5f6g7h8i9j0k1 l1m2n3o4p5q6r7s8t9u0v1', 'a1b2c3d4e5f6g7h8i9j0k1'],
    ['an address of a page', 'https://example.com/a1/b2/c3/d4/e5/f6', undefined],
  ])('%s', (_, text, expected) => {
    expect(randomToken(text)).toBe(expected)
  })

  it('looks no further than the limit', () => {
    const token = 'a1b2c3d4e5f6g7h8i9j0k1'
    expect(randomToken(`${'x '.repeat(20)}${token}`, 40)).toBeUndefined()
    expect(randomToken(`${'x '.repeat(20)}${token}`)).toBe(token)
  })
})
