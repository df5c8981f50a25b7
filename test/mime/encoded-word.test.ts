import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLatin1, latin1 } from '../../src/mime/bytes.ts'
import {
  decodeHeaderText,
  decodePhrase,
  decodeUnstructured,
  MAX_PROBLEMS,
} from '../../src/mime/encoded-word.ts'
import { runs } from '../helpers/runs.ts'
import table from './encoded-word.json' with { type: 'json' }

describe.each([
  ['decodeUnstructured', decodeUnstructured, table.unstructured],
  ['decodePhrase', decodePhrase, table.phrase],
] as const)('%s', (_, decode, rows) => {
  it.each(rows)('$name: $raw', ({ raw, text, problems }) => {
    const result = decode(raw)
    expect(result.text).toBe(text)
    expect(result.problems.map((problem) => problem.code)).toEqual(problems)
  })
})

describe('problems', () => {
  it('name the word they are in', () => {
    const raw = 'a =?utf-8?Q?b c?= d'
    const [problem] = decodeUnstructured(raw).problems
    expect(raw.slice(problem.start, problem.end)).toBe('=?utf-8?Q?b c?=')
  })

  it('are bounded', () => {
    expect(decodeUnstructured('=?utf-8?Q??= '.repeat(1000)).problems).toHaveLength(MAX_PROBLEMS)
  })
})

describe('decodeHeaderText', () => {
  it('gives pure ASCII back as it is', () => {
    expect(decodeHeaderText('a =?utf-8?Q?b?=')).toBe('a =?utf-8?Q?b?=')
  })

  it('reads any valid UTF-8', () => {
    const anyText = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(anyText, (text) => {
        expect(decodeHeaderText(latin1(new TextEncoder().encode(text)))).toBe(text)
      }),
    )
  })
})

/** Strings rich in what encoded words are made of. */
const soup = fc
  .array(
    fc.constantFrom(
      '=?',
      '?=',
      '?',
      '=',
      'utf-8',
      'Q',
      'B',
      '=41',
      'YQ==',
      ' ',
      '\r\n ',
      '"',
      '\\',
      'é',
      '\0',
    ),
  )
  .map((parts) => parts.join(''))

describe('any value', () => {
  it.each([decodeUnstructured, decodePhrase])('%o neither throws nor lets a line end through', (decode) => {
    fc.assert(
      fc.property(soup, (raw) => {
        const { text, problems } = decode(raw)
        expect(text).not.toMatch(/[\r\n]/)
        for (const { start, end } of problems) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(raw.length)
        }
      }),
      runs(500),
    )
  })

  it('comes back from Q and B', () => {
    const anyText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = new TextEncoder().encode(text)
        const q = Array.from(bytes, (byte) => `=${byte.toString(16).padStart(2, '0')}`).join('')
        const visible = text.replace(/^[ \t]+|[ \t]+$/g, '')
        expect(decodeUnstructured(`=?utf-8?Q?${q}?=`).text).toBe(visible)
        expect(decodeUnstructured(`=?utf-8?B?${btoa(latin1(bytes))}?=`).text).toBe(visible)
      }),
    )
  })
})

it('treats latin1 as bytes', () => {
  expect(fromLatin1(latin1(Uint8Array.of(0, 0x80, 0xff)))).toEqual(Uint8Array.of(0, 0x80, 0xff))
})
