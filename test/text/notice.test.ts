import { describe, expect, it } from 'vitest'
import { authorsText, isDisclaimer } from '../../src/text/notice.ts'

const own = (text: string): string => {
  const { start, end } = authorsText(text)
  return text.slice(start, end).trim()
}

const HELLO = 'Hello Jonna\nSee you on Thursday.'
const CONFIDENTIAL =
  'The information in this message is confidential. If you are not the intended recipient, you are notified that any disclosure is strictly prohibited.'

describe('the text of the author', () => {
  it.each([
    ['all where nothing stands around it', HELLO, HELLO],
    ['nothing in an empty text', '', ''],
    [
      'below a warning in one line',
      `CAUTION: This email originated from outside of the organization.\n${HELLO}`,
      HELLO,
    ],
    [
      'below a warning in three lines',
      `CAUTION\nThis message came from outside your organisation.\nDo not click links or open attachments.\n${HELLO}`,
      HELLO,
    ],
    [
      'below what Outlook says of new senders',
      `You don't often get email from a@example.org. Learn why this is important\n${HELLO}`,
      HELLO,
    ],
    ['below a German warning', `Achtung: Diese E-Mail kommt von einem externen Absender.\n${HELLO}`, HELLO],
    ['below a French warning', `Attention, expéditeur externe\n${HELLO}`, HELLO],
    ['above a disclaimer', `${HELLO}\n${CONFIDENTIAL}`, HELLO],
    [
      'above a disclaimer in parts',
      `${HELLO}\nConfidential\n${CONFIDENTIAL}\nThis email has been scanned for viruses.\nExample Ltd, 1 Harbour Road`,
      HELLO,
    ],
    ['between both', `[EXTERNAL EMAIL] Do not click links.\n${HELLO}\nVirus-free.www.example.com`, HELLO],
    [
      'where it speaks of such things itself',
      `${HELLO}\n${'We ship outside of the organised routes. '.repeat(12)}`,
      undefined,
    ],
    [
      'in a long line, whatever it says',
      `External sender or not, ${'we write as much as we like. '.repeat(20)}`,
      undefined,
    ],
    ['where a warning stands further down', `${HELLO}\n${'x '.repeat(80)}\nExternal sender\nBye`, undefined],
    ['where the text goes on', `${HELLO}\nThis is confidential.\n${'We go on. '.repeat(20)}`, undefined],
  ])('%s', (_, text, expected) => {
    expect(own(text)).toBe(expected ?? text.trim())
  })

  it('is nothing where all is a warning', () => {
    expect(own('External sender')).toBe('')
    expect(own(CONFIDENTIAL)).toBe('')
  })

  it('is looked for in a bounded part of each end', () => {
    const { start, end } = authorsText('External sender\nconfidential\n'.repeat(20_000))
    expect(start).toBeLessThanOrEqual(700)
    expect(end).toBeGreaterThanOrEqual(29 * 20_000 - 1000 - 3000)
  })
})

it('a disclaimer says so several times over', () => {
  expect(isDisclaimer(CONFIDENTIAL)).toBe(true)
  expect(isDisclaimer('This is confidential. See you on Thursday.')).toBe(false)
})
