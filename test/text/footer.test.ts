import { expect, it } from 'vitest'
import { footerStart } from '../../src/text/footer.ts'

const footerOf = (text: string) => text.slice(footerStart(text))

it.each<[string, string, string]>([
  ['none', 'Hello\nSee you on Thursday.', ''],
  ['of an empty text', '', ''],
  ['the last line', 'Hello\nUnsubscribe', 'Unsubscribe'],
  ['the whole text', 'Hier abmelden', 'Hier abmelden'],
  ['in capitals, with marks', 'Bonjour\nSE DÉSABONNER', 'SE DÉSABONNER'],
  ['a right', 'Hello\n© 2026 Example', '© 2026 Example'],
  ['with the address below', 'Hello\nUnsubscribe here\n1 Harbour Road', 'Unsubscribe here\n1 Harbour Road'],
  ['with an address between', 'Hi\n© Us\n1 Harbour Road\nOpt out', '© Us\n1 Harbour Road\nOpt out'],
  ['not at the top', '____\nUnsubscribe\nSee you on Thursday', ''],
  ['not at the top, but at the end', 'Unsubscribe\nSee you on Thursday\nUnsubscribe', 'Unsubscribe'],
  ['all lines of the text', 'Unsubscribe\n© Us', 'Unsubscribe\n© Us'],
  ['not where the text goes on', `Unsubscribe\n${'See you on Thursday. '.repeat(12)}`, ''],
])('%s', (_, text, expected) => {
  expect(footerOf(text)).toBe(expected)
})

it('is not looked for in more than the end', () => {
  const text = `Hello\n${'Unsubscribe or stay.\n'.repeat(500)}`
  expect(footerOf(text).length).toBeGreaterThan(900)
  expect(footerOf(text).length).toBeLessThanOrEqual(1000)
})

it('has text or a picture above it', () => {
  const text = 'Unsubscribe\n1 Harbour Road'
  expect(footerStart(text, 0)).toBe(0)
  expect(footerStart(text, 12)).toBe(text.length)
  expect(footerStart(text)).toBe(text.length)
})
