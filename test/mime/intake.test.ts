import { describe, expect, it } from 'vitest'
import { Intake } from '../../src/mime/intake.ts'
import { DEFAULT_LIMITS } from '../../src/mime/limits.ts'
import { digestOf } from '../../src/mime/sha256.ts'
import { bytesOf } from '../helpers/outline.ts'

const crlf = (...lines: string[]) => bytesOf(lines.join('\r\n'))

const HEADER = ['From: a@example.com', 'Subject: two', ' lines', 'Content-Type: text/plain', '']
const MESSAGE = crlf(...HEADER, 'The body: caf\u00e9.', 'Its end.')
const HEADER_BYTES = crlf(...HEADER, '').length

/** What was read, as plain data. */
function read({ entity, sha256 }: ReturnType<Intake['end']>) {
  const { size, root, texts, defects, limitHits } = entity
  return {
    sha256,
    size,
    fields: root.fields.map(({ name, text, start, end }) => ({ name, text, start, end })),
    texts: texts.map(({ text }) => text.text),
    defects,
    limitHits,
  }
}

function write(intake: Intake, size: number): Intake {
  for (let at = 0; at < MESSAGE.length; at += size) {
    const chunk = MESSAGE.slice(at, at + size)
    intake.write(chunk)
    chunk.fill(0)
  }
  return intake
}

const whole = read(write(new Intake(DEFAULT_LIMITS), MESSAGE.length).end())

describe('Intake', () => {
  it('reads the message and its digest', () => {
    expect(whole).toMatchObject({ size: MESSAGE.length, sha256: digestOf(MESSAGE) })
    expect(whole.fields.map(({ text }) => text)).toEqual(['a@example.com', 'two lines', 'text/plain'])
  })

  it.each([1, 7, 60])('reads the same from chunks of %i bytes, be it kept or streaming by', (size) => {
    const asked = new Intake(DEFAULT_LIMITS)
    expect(asked.header()).toBeUndefined()
    for (const intake of [new Intake(DEFAULT_LIMITS), new Intake(DEFAULT_LIMITS, { small: 50 }), asked])
      expect(read(write(intake, size).end())).toEqual(whole)
  })

  it('has a header once its blank line is in, and the message all the same', () => {
    for (const small of [1 << 20, 10]) {
      const intake = new Intake(DEFAULT_LIMITS, { small })
      intake.write(MESSAGE.subarray(0, HEADER_BYTES))
      const header = intake.header()!
      expect(header.root.fields).toHaveLength(3)
      expect(header).toMatchObject({ size: HEADER_BYTES, texts: [] })
      intake.write(MESSAGE.subarray(HEADER_BYTES))
      expect(intake.header()!.root.fields).toHaveLength(3)
      expect(read(intake.end())).toEqual(whole)
    }
  })

  it('says nothing of the body with the header of a message that is kept', () => {
    const intake = new Intake(DEFAULT_LIMITS)
    intake.write(crlf(...HEADER, 'x'.repeat(2000)))
    expect([...intake.header()!.defects.list]).toEqual([])
    expect([...intake.end().entity.defects.list]).not.toEqual([])
  })
})
