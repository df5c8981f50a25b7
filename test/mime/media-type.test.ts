import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDisposition, parseMediaType } from '../../src/mime/media-type.ts'
import { parseTransferEncoding } from '../../src/mime/transfer.ts'
import { runs } from '../helpers/runs.ts'
import table from './media-type.json' with { type: 'json' }

const entries = (params: Record<string, string>) => Object.entries(params).sort()

describe('parseMediaType', () => {
  it.each(table.mediaType)('$name: $raw', ({ raw, type, params, problems }) => {
    const result = parseMediaType(raw)
    expect(result.type).toBe(type ?? undefined)
    expect(`${result.main}/${result.sub}`).toBe(type ?? '/')
    expect([...result.params].sort()).toEqual(entries(params as unknown as Record<string, string>))
    expect(result.problems.map((problem) => problem.code)).toEqual(problems)
  })

  it('keeps names that JavaScript objects own as plain names', () => {
    const { params } = parseMediaType('text/plain; __proto__=a; constructor=b')
    expect([...params]).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
  })

  it('reads no more than 200 parameters and says so', () => {
    const raw = `text/plain${Array.from({ length: 1000 }, (_, i) => `; p${i}=v`).join('')}`
    const { params, problems } = parseMediaType(raw)
    expect(params.size).toBe(200)
    expect(problems.map((problem) => problem.message)).toEqual(['more than 200 parameters'])
  })
})

describe('parseDisposition', () => {
  it.each(table.disposition)('$name: $raw', ({ raw, type, params, problems }) => {
    const result = parseDisposition(raw)
    expect(result.disposition).toBe(type ?? undefined)
    expect([...result.params].sort()).toEqual(entries(params as unknown as Record<string, string>))
    expect(result.problems.map((problem) => problem.code)).toEqual(problems)
  })
})

describe('parseTransferEncoding', () => {
  it.each([
    ['7bit', '7bit'],
    [' 8BIT ', '8bit'],
    ['Binary', 'binary'],
    ['Quoted-Printable', 'quoted-printable'],
    ['\r\n\tbase64', 'base64'],
    ['base64 (comment)', 'base64'],
    ['base64;', 'base64'],
    ['"base64"', 'base64'],
    ['7bit, 8bit', '7bit'],
    ['', 'unknown'],
    ['x-uuencode', 'unknown'],
    ['quoted printable', 'unknown'],
    ['base64'.repeat(1000), 'unknown'],
  ])('%s is %s', (raw, encoding) => {
    expect(parseTransferEncoding(raw)).toBe(encoding)
  })
})

describe('any value', () => {
  const soup = fc
    .array(
      fc.constantFrom(
        'text',
        '/',
        ';',
        '=',
        '"',
        '\\',
        '(',
        ')',
        '*',
        '0',
        "'",
        '%41',
        '=?',
        'a',
        ' ',
        '\r\n ',
        'é',
      ),
    )
    .map((parts) => parts.join(''))

  it('is read without throwing, places inside the value', () => {
    fc.assert(
      fc.property(soup, (raw) => {
        for (const { params, problems } of [parseMediaType(raw), parseDisposition(raw)]) {
          expect([...params.values()].join('')).not.toMatch(/[\r\n]/)
          for (const { start, end } of problems) {
            expect(start).toBeGreaterThanOrEqual(0)
            expect(end).toBeGreaterThanOrEqual(start)
            expect(end).toBeLessThanOrEqual(raw.length)
          }
        }
      }),
      runs(1000),
    )
  })
})
