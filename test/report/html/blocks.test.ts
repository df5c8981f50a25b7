import { describe, expect, it } from 'vitest'
import { base64, blockElement, createBlockWriter } from '../../../src/report/html/blocks.ts'
import { blocksOf } from '../../helpers/html-report.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('base64', () => {
  it.each([0, 1, 2, 3, 0x5fff, 0x6000, 0x6001, 100_000])('is that of the runtime for %i bytes', (length) => {
    const data = Uint8Array.from({ length }, (_, i) => (i * 7919) & 0xff)
    expect(base64(data)).toBe(Buffer.from(data).toString('base64'))
  })
})

describe('a data block', () => {
  it.each([
    ['nothing', []],
    ['empty entries', ['', '', '']],
    ['what would end the script', ['</script><script>alert(1)</script>', '<!--', ']]>']],
    ['line separators', ['\u2028\u2029', '\0\r\n\x85']],
    ['much', ['x'.repeat(300_000), 'y'.repeat(3)]],
  ])('gives back %s', (_, texts) => {
    const element = blockElement('details', 7, texts.map(bytes))
    expect(blocksOf(element)).toEqual([{ kind: 'details', first: 7, entries: texts.map(bytes) }])
  })

  it('holds nothing but its own tags and base64', () => {
    const element = blockElement('sources', 0, [bytes('</script><b>\u2028'), Uint8Array.of(0xff, 0xfe, 0x3c)])
    expect(element).toMatch(/^<script [a-z0-9"=/ -]+>[A-Za-z0-9+/=]+<\/script>\n$/)
  })
})

describe('a writer of blocks', () => {
  it('begins a block where the one before is full, and counts the entries', () => {
    const writer = createBlockWriter('sources', 10)
    const html = ['1234', '56789', '0', 'abcdefghijkl', 'z'].map((text) => writer.add(bytes(text))).join('')
    const blocks = blocksOf(html + writer.flush())
    expect(blocks.map(({ first, entries }) => [first, entries.length])).toEqual([
      [0, 3],
      [3, 1],
      [4, 1],
    ])
    expect(writer.flush()).toBe('')
  })
})
