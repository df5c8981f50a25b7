import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import { growthOf } from '../helpers/growth.ts'
import { bytesOf } from '../helpers/outline.ts'

const { analyze } = createAnalyzer()
const times = (n: number, make: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => make(i)).join('')
const boundary = (n: number, i: number) => `${'b'.repeat(Math.min(n, 900))}${i}`
const nested = (n: number) =>
  times(
    Math.min(n, 45),
    (i) => `Content-Type: multipart/mixed; boundary=${boundary(n, i)}\r\n\r\n--${boundary(n, i)}\r\n`,
  )

/** Messages whose two sides both have `n` of something. */
const PRODUCTS: Record<string, { make: (n: number) => string; named?: string }> = {
  'parameters x continuations': {
    make: (n) => `Content-Type: text/plain${times(n, (i) => times(n, (j) => `; p${i}*${j}*=a`))}\r\n\r\nx`,
    named: 'parameters',
  },
  'continuations x length': {
    make: (n) =>
      `Content-Disposition: inline${times(n, (j) => `; filename*${j}*=${'%41'.repeat(n)}`)}\r\n\r\nx`,
    named: 'fieldBytes',
  },
  'parts x continuations': {
    make: (n) =>
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${times(n, () => `--b\r\nContent-Type: text/plain${times(n, (j) => `; name*${j}*=a`)}\r\n\r\n`)}`,
    named: 'parameters',
  },
  'boundaries x depth x lines': {
    make: (n) => `${nested(n)}\r\n${`--${boundary(n, 0).slice(0, -1)}x\r\n`.repeat(n)}`,
  },
  'boundaries x depth x lines of a header': {
    make: (n) => `${nested(n)}${`--${boundary(n, 0).slice(0, -1)}x: y\r\n`.repeat(n)}`,
  },
  'closed boundaries x lines': {
    make: (n) =>
      `Content-Type: multipart/mixed; boundary=${boundary(n, 0)}\r\n\r\n--${boundary(n, 0)}--\r\n${`--${boundary(n, 0)}\r\n`.repeat(n)}`,
  },
  'encoded words x fields': {
    make: (n) =>
      `${times(n, (i) => `${['Subject', 'From', 'To', 'Comments'][i & 3]}: ${'=?utf-8?Q?=C3=A9?= '.repeat(n)}\r\n`)}\r\nx`,
  },
  'encoded words x addresses': {
    make: (n) => `From: ${times(n, () => `${'=?utf-8?Q?=C3=A9?= '.repeat(n)}<a@example.net>, `)}\r\n\r\nx`,
    named: 'fieldBytes',
  },
  'CR without LF x fields': {
    make: (n) => `${times(n, () => `X: ${`\r${'A'.repeat(75)}`.repeat(n)}\r\n`)}\r\nx`,
  },
}

describe.each(Object.entries(PRODUCTS))('%s', (_, { make, named }) => {
  const sizes = [60_000, 120_000, 240_000, 480_000, 960_000]
  const ofSize = (size: number) => {
    let n = 2
    while (make(Math.ceil(n * 1.05)).length <= size) n = Math.ceil(n * 1.05)
    return bytesOf(make(n))
  }

  it('cost no more than their bytes', { timeout: 120_000 }, () => {
    expect(growthOf(sizes, sizes.map(ofSize), analyze).exponent).toBeLessThan(1.15)
  })

  it('take less than 0.3 s of processor time a megabyte', () => {
    const message = ofSize(1_000_000)
    const spent = [0, 1, 2, 3].map(() => {
      const before = process.cpuUsage()
      analyze(message)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1e6
    })
    expect(Math.min(...spent)).toBeLessThan(0.3)
  })

  it.runIf(named)('name what was not read', () => {
    const { complete, limits } = analyze(bytesOf(make(300))).completeness
    expect(complete).toBe(false)
    expect(limits.map(({ limit }) => limit)).toContain(named)
  })
})

describe('what is not read is named', () => {
  const limitsOf = (text: string) => analyze(bytesOf(text)).completeness.limits.map(({ limit }) => limit)
  const parameters = (n: number) => times(n, (i) => `; p*${i}=a`)

  it.each([
    ['Content-Type', 'text/plain'],
    ['Content-Disposition', 'attachment'],
  ])('parameters of %s above 200', (name, value) => {
    expect(limitsOf(`${name}: ${value}${parameters(200)}\r\n\r\nx`)).toEqual([])
    expect(limitsOf(`${name}: ${value}${parameters(201)}\r\n\r\nx`)).toEqual(['parameters'])
  })

  it('parts behind a boundary that is longer than a line', () => {
    const message = (n: number) =>
      `Content-Type: multipart/mixed; boundary=${'b'.repeat(n)}\r\n\r\n--${'b'.repeat(n)}\r\n\r\nx\r\n--${'b'.repeat(n)}--\r\n`
    expect(limitsOf(message(998))).toEqual([])
    expect(limitsOf(message(999))).toEqual(['longBoundary'])
  })
})
