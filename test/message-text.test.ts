import { describe, expect, it } from 'vitest'
import { readMessageText } from '../src/index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const html = (body: string) =>
  bytes(`From: a@example.org\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${body}`)

describe('readMessageText', () => {
  it('gives what is seen, what is hidden, and what is not rendered', () => {
    const message = html(
      '<title>Title</title><p>Seen</p><p style="display:none">Not seen</p><!-- A comment --><p style="color:#fff">White</p>',
    )
    const { visibleText, hiddenText, unseen } = readMessageText(message)
    expect(visibleText.trim()).toBe('Seen')
    expect(hiddenText).toBe('Not seen\nWhite')
    expect(unseen.map(({ channel, technique, text }) => [channel, technique, text])).toEqual([
      ['unrendered', 'title', 'Title'],
      ['hidden', 'display-none', 'Not seen'],
      ['unrendered', 'comment', 'A comment'],
      ['hidden', 'same-colour', 'White'],
    ])
    const text = new TextDecoder().decode(message)
    for (const { text: expected, evidence } of unseen)
      expect(text.slice(evidence.start, evidence.end)).toContain(expected)
  })

  it('leaves out the alternative that is passed over, and says so', () => {
    const message = bytes(
      'Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nPlain\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Rich</p>\r\n--b--\r\n',
    )
    const { visibleText, unseen } = readMessageText(message)
    expect(visibleText.trim()).toBe('Rich')
    expect(unseen.map(({ channel, technique, text }) => [channel, technique, text])).toEqual([
      ['unrendered', 'alternative', 'Plain'],
    ])
  })

  it('gives what stands outside of boundaries, wherever chunks are cut', () => {
    const inner =
      'Content-Type: multipart/alternative; boundary=c\r\n\r\nInner preamble\r\n--c\r\n\r\nInner text\r\n--c--\r\nepilogue\r\n'
    const message = bytes(
      `Content-Type: multipart/mixed; boundary=b\r\n\r\nA preamble\r\nof two lines\r\n--b\r\n${inner}--b\r\n\r\nLast\r\n--b--\r\n\r\nAn end\r\n`,
    )
    const { visibleText, unseen } = readMessageText(message)
    expect(visibleText.split('\n').filter(Boolean)).toEqual(['Inner text', 'Last'])
    expect(unseen.map(({ channel, technique, text }) => [channel, technique, text])).toEqual([
      ['unrendered', 'preamble', 'A preamble\nof two lines'],
      ['unrendered', 'preamble', 'Inner preamble'],
      ['unrendered', 'epilogue', 'epilogue'],
      ['unrendered', 'epilogue', 'An end'],
    ])
    const text = new TextDecoder().decode(message)
    expect(unseen.map(({ evidence }) => text.slice(evidence.start, evidence.end))).toEqual([
      'A preamble\r\nof two lines',
      'Inner preamble',
      'epilogue',
      '\r\nAn end\r\n',
    ])
  })

  it('of an empty message gives empty text', () => {
    expect(readMessageText(new Uint8Array(0))).toEqual({ visibleText: '', hiddenText: '', unseen: [] })
  })

  it('keeps to the limits', () => {
    const message = html(`<p>${'word '.repeat(1000)}</p>`)
    expect(readMessageText(message, { limits: { textBytes: 100 } }).visibleText.length).toBeLessThan(100)
  })

  it('names the argument that is wrong', () => {
    expect(() => readMessageText('text' as never)).toThrow(TypeError)
    expect(() => readMessageText(new Uint8Array(0), { limit: {} } as never)).toThrow('limit is not an option')
    expect(() => readMessageText('text' as never)).toThrow('message must be a Uint8Array, not string')
    expect(() => readMessageText(new Uint8Array(), null as never)).toThrow('options must be an object')
    expect(() => readMessageText(new Uint8Array(), { limits: { textBytes: 0 } })).toThrow(RangeError)
  })
})
