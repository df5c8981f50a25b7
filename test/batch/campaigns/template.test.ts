import { describe, expect, it } from 'vitest'
import { templateOf } from '../../../src/batch/campaigns/template.ts'

/** `one ‹kind shortest–longest› two` */
function shown(...texts: string[]): string {
  return templateOf(texts)
    .map((piece) =>
      'text' in piece ? piece.text : `‹${piece.slot.kind} ${piece.slot.shortest}–${piece.slot.longest}›`,
    )
    .join('')
}

describe('the template of texts', () => {
  it('is the text where there is one', () => {
    expect(shown('Claim your gift', 'Claim  your gift')).toBe('Claim your gift')
    expect(templateOf([])).toEqual([])
  })

  it.each([
    ['Order 4711 of today', 'Order 9 of today', 'Order ‹number 1–4› of today'],
    ['Ref 3f9a01 here', 'Ref 77ab03ff here', 'Ref ‹hex 6–8› here'],
    [
      'Id 8d2f3c1a-0b1c-4d5e-8f90-123456789abc.',
      'Id 00000000-1111-4222-8333-444455556666.',
      'Id ‹uuid 36–36›.',
    ],
    ['Dear Anna Lee, hello', 'Dear Bob, hello', 'Dear ‹name 3–8›, hello'],
    ['Hi anna@example.net, go', 'Hi b@example.org, go', 'Hi ‹address 13–16›, go'],
    ['Pay $10.00 now', 'Pay €2,500.00 now', 'Pay ‹amount 6–9› now'],
    ['On 03/11/2024 at 12:45 we', 'On 31/01/1999 at 7:30 we', 'On ‹date 10–10› at ‹time 4–5› we'],
    ['until 3 Nov 2024 only', 'until 12 December 1999 only', 'until ‹date 10–16› only'],
    ['see https://a.example/x now', 'see www.example.net now', 'see ‹url 15–19› now'],
    ['code x7Kq2Lm9 ok', 'code b1Zt8Wn4Qq ok', 'code ‹token 8–10› ok'],
    ['a red box', 'a green box', 'a ‹word 3–5› box'],
    ['a red box', 'a box', 'a ‹word 0–3› box'],
    ['See: one thing or another.', 'See: 1st, then 2nd and a 3rd.', 'See: ‹text 20–23›.'],
  ])('has slots: %j, %j', (one, other, expected) => {
    expect(shown(one, other)).toBe(expected)
  })

  it('keeps line ends', () => {
    expect(shown('Hello Anna\n\nread\nthis', 'Hello Bob\nread\nthis')).toBe('Hello ‹name 3–4›\nread\nthis')
  })

  it('keeps what all have', () => {
    expect(shown('one two three four', 'one 2 three four', 'one two 3 four')).toBe('one ‹text 5–9› four')
  })

  it('shows a few values, cut off', () => {
    const [, piece] = templateOf(['5', '7', '3', '11', '9'.repeat(100)].map((number) => `no ${number} of`))
    expect(piece).toEqual({
      slot: { kind: 'number', shortest: 1, longest: 100, distinct: 5, examples: ['11', '3', '5'] },
    })
  })
})
