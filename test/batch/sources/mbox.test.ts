import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createByteReader } from '../../../src/batch/sources/byte-reader.ts'
import { isMbox, isSeparator, type Stray, splitMbox } from '../../../src/batch/sources/mbox.ts'
import { runs } from '../../helpers/runs.ts'

const ENVELOPE = 'From ann@example.org Mon Mar  2 10:00:00 2026'
const mail = (subject: string, body = 'See you.\n'): string => `Subject: ${subject}\n\n${body}`

async function* inChunks(text: string, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, 'latin1')
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length])
    yield bytes.subarray(at, at + size)
    at += size
  }
}

interface Split {
  text: string
  stray: Stray | undefined
  streamed: boolean
}

async function split(text: string, inMemory = 1 << 20, sizes = [1 << 16]): Promise<Split[]> {
  const messages: Split[] = []
  for await (const message of splitMbox(createByteReader(inChunks(text, sizes)), inMemory)) {
    const parts: Uint8Array[] = []
    if (message.bytes) parts.push(message.bytes)
    else for await (const chunk of message.chunks) parts.push(Buffer.from(chunk))
    expect(message.number).toBe(messages.length + 1)
    messages.push({
      text: Buffer.concat(parts).toString('latin1'),
      stray: message.stray(),
      streamed: !message.bytes,
    })
  }
  return messages
}

const texts = async (text: string): Promise<string[]> => (await split(text)).map(({ text }) => text)

describe('a separator', () => {
  it.each([
    ENVELOPE,
    'From MAILER-DAEMON Thu Aug 22 07:36:16 2002',
    'From - Sat Feb  3 09:05:00 2024',
    'From 1790000000000000000@xxx Mon Mar 02 10:00:00 +0000 2026',
    'From ann at example.org  Mon Mar  2 10:00 CET 2026',
    'From "ann smith"@example.org Mon, 2 Mar 2026 10:00:00 +0100',
  ])('is %j', (line) => {
    expect(isSeparator(line)).toBe(true)
    expect(isMbox(Buffer.from(`\r\n${line}\r\nSubject: x\r\n`))).toBe(true)
  })

  it.each([
    'From Monday on we meet at 10:00',
    'From ann@example.org',
    'From: ann@example.org Mon Mar  2 10:00:00 2026',
    `>${ENVELOPE}`,
    'from ann@example.org Mon Mar  2 10:00:00 2026',
  ])('is not %j', (line) => {
    expect(isSeparator(line)).toBe(false)
  })
})

describe('an mbox', () => {
  it.each(['\n', '\r\n'])(
    'gives messages byte for byte, without the blank line between them: %j',
    async (end) => {
      const lines = (text: string): string => text.replaceAll('\n', end)
      const first = lines(mail('one', '>From here\n>>From there\n\n\n'))
      const second = lines(mail('two', '\xe4\xff\0 no end of line'))
      const box = `${end}${ENVELOPE}${end}${first}${end}${ENVELOPE}${end}${second}`
      expect(await texts(box)).toEqual([first, second])
      expect(await texts(`${box}${end}${end}`)).toEqual([first, second + end])
    },
  )

  it('keeps a line that is no separator, and says where it is', async () => {
    const body = 'From Monday on we meet.\n\nFrom you I heard nothing.\n'
    const box = `${ENVELOPE}\n${mail('one', body)}\n${ENVELOPE}\n${mail('two')}\n${ENVELOPE}\n${mail('three', body)}`
    const messages = await split(box)
    expect(messages.map(({ text }) => text)).toEqual([mail('one', body), mail('two'), mail('three', body)])
    expect(messages.map(({ stray }) => stray)).toEqual([
      { line: 4, more: 1 },
      undefined,
      { line: box.slice(0, box.lastIndexOf('From Monday')).split('\n').length, more: 1 },
    ])
  })

  it.each([
    ['quoted in a text', `They wrote:\n\n${ENVELOPE}\nwas the first line.\n`],
    ['within the header', undefined],
  ])('does not split at a separator %s', async (_, body) => {
    const message = body ? mail('one', body) : `Subject: one\n${ENVELOPE}\nTo: x\n\ntext\n`
    expect((await split(`${ENVELOPE}\n${message}`))[0]).toMatchObject({ text: message, stray: { more: 0 } })
  })

  it('splits where the blank line is missing', async () => {
    expect(await texts(`${ENVELOPE}\n${mail('one')}${ENVELOPE}\n${mail('two')}`)).toEqual([
      mail('one'),
      mail('two'),
    ])
  })

  it('believes a Content-Length that leads to a separator or to the end', async () => {
    const body = `Forwarded:\n\n${ENVELOPE}\nSubject: inner\n\ninner\n`
    const outer = `Content-Length: ${body.length}\nSubject: outer\n\n${body}`
    const messages = await split(`${ENVELOPE}\n${outer}\n${ENVELOPE}\n${outer}`)
    expect(messages.map(({ text }) => text)).toEqual([outer, outer])
    expect(messages.map(({ stray }) => stray?.line)).toEqual([7, 18])
  })

  it.each([0, 5, 70, 1000, 9_999_999_999])(
    'does not believe one that leads elsewhere: %d',
    async (length) => {
      const first = `Content-Length: ${length}\nSubject: one\n\n${'text\n'.repeat(20)}`
      expect(await texts(`${ENVELOPE}\n${first}\n${ENVELOPE}\n${mail('two')}`)).toEqual([first, mail('two')])
    },
  )

  it('streams a large message, and goes on behind it whether it was read or not', async () => {
    const large = mail('large', 'All work and no play.\n'.repeat(5000))
    const box = `${ENVELOPE}\n${large}\n${ENVELOPE}\n${mail('small')}`
    const messages = await split(box, 10_000, [1000])
    expect(messages.map(({ text }) => text)).toEqual([large, mail('small')])
    expect(messages.map(({ streamed }) => streamed)).toEqual([true, false])
    let last = 0
    for await (const { number } of splitMbox(createByteReader(inChunks(box, [1000])), 10_000)) last = number
    expect(last).toBe(2)
  })

  const line = fc.oneof(
    fc.constantFrom(
      '\n',
      '\r\n',
      '\n\n',
      `${ENVELOPE}\n`,
      `\n${ENVELOPE}\n`,
      `${ENVELOPE}\r\nSubject: x\r\n`,
      `\n${ENVELOPE}\nTo: y\n`,
      'From x\n',
      '>From y\n',
      'Content-Length: 30\n',
      'Content-Length: 3\n',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  )

  it('gives the same messages in whatever chunks it comes, streamed or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 25 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 60 }),
        async (lines, sizes, inMemory) => {
          const box = `${ENVELOPE}\nSubject: x\n${lines.join('')}`
          const whole = await split(box, inMemory, [1 << 20])
          const chunked = await split(box, inMemory, sizes)
          const strip = ({ text, stray }: Split) => ({ text, stray })
          expect(chunked.map(strip)).toEqual(whole.map(strip))
        },
      ),
      runs(500),
    )
  })

  it('loses no bytes but separators and blank lines', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 25 }), async (lines) => {
        const box = `${ENVELOPE}\nSubject: x\n${lines.join('')}`
        let rest = box
        for (const { text } of await split(box, 50, [7])) {
          expect(rest.startsWith('From ')).toBe(true)
          const start = rest.indexOf('\n') + 1 || rest.length
          expect(rest.slice(start, start + text.length)).toBe(text)
          rest = rest.slice(start + text.length).replace(/^\r?\n/, '')
        }
        expect(rest).toBe('')
      }),
      runs(300),
    )
  })
})
