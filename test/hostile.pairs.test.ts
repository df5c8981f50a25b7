import { describe, expect, test } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { createCampaignIndex, createFingerprinter } from '../src/batch/campaigns/index.ts'
import { readDmarcReports, summarizeDmarc } from '../src/dmarc/index.ts'
import { explain } from '../src/report/index.ts'
import { examineTenant, readTenantRecords } from '../src/tenant/index.ts'
import { growthOf } from './helpers/growth.ts'
import { DMARC_PAIRS, MESSAGE_PAIRS, type Pair, TENANT_PAIRS } from './helpers/pairs.ts'

/** Bytes of the inputs that growth is fitted over. */
const SIZES = [50_000, 100_000, 200_000, 400_000]
const EXPONENT = 1.15
/** Milliseconds of processor time a megabyte of the largest. */
const PER_MEGABYTE = 300
const CHUNK = 61

const analyzer = createAnalyzer({ sha256: false })
const fingerprinter = createFingerprinter({ sha256: false })

function inChunks(message: Uint8Array) {
  const session = analyzer.session()
  session.headers()
  for (let at = 0; at < message.length; at += CHUNK) session.write(message.subarray(at, at + CHUNK))
  return session.end()
}

/** Holds the bounds for `run` of what `prepare` makes of the inputs of a pair. */
function expectBounded<T>({ make }: Pair, prepare: (input: Uint8Array) => T, run: (input: T) => unknown) {
  const inputs = SIZES.map(make)
  const most = (PER_MEGABYTE * inputs.at(-1)!.length) / 1e6
  const { exponent, largest } = growthOf(SIZES, inputs.map(prepare), run, {
    exponent: EXPONENT,
    largest: most,
  })
  expect(largest).toBeLessThanOrEqual(most)
  // what takes next to nothing has no shape
  if (largest > 2) expect(exponent).toBeLessThanOrEqual(EXPONENT)
}

const itself = (input: Uint8Array) => input
const reported = (bytes: Uint8Array) => ({ report: analyzer.analyze(bytes), bytes })

describe('two things that grow together cost no more than their bytes', { timeout: 120_000 }, () => {
  test('there are enough of them', () => {
    expect(MESSAGE_PAIRS.length + DMARC_PAIRS.length + TENANT_PAIRS.length).toBeGreaterThanOrEqual(60)
  })

  test.each(MESSAGE_PAIRS)('analyze: $name', (pair) => {
    expectBounded(pair, itself, analyzer.analyze)
  })

  test.each(MESSAGE_PAIRS)('session: $name', (pair) => {
    expectBounded(pair, itself, inChunks)
  })

  test.each(MESSAGE_PAIRS)('explain: $name', (pair) => {
    expectBounded(pair, reported, ({ report, bytes }) => explain(report, { bytes }))
  })

  test.each(MESSAGE_PAIRS)('fingerprint: $name', (pair) => {
    expectBounded(pair, itself, fingerprinter.fingerprint)
  })

  test.each(DMARC_PAIRS)('DMARC: $name', (pair) => {
    expectBounded(pair, itself, (input) => summarizeDmarc(readDmarcReports(input)))
  })

  test.each(TENANT_PAIRS)('tenant: $name', (pair) => {
    expectBounded(pair, itself, (input) => examineTenant(readTenantRecords(input)))
  })
})

describe('campaigns: messages x what they share', { timeout: 120_000 }, () => {
  /** Messages of about so many bytes in all. */
  const KINDS: [name: string, message: (i: number) => string][] = [
    [
      'one text and other links',
      (i) =>
        `From: a@b${i}.example\r\nSubject: a b c ${i}\r\nContent-Type: text/html\r\n\r\n<p>one text that all share <a href=//x${i}.example/${i}>go</a>`,
    ],
    [
      'one link and other texts',
      (i) =>
        `From: a@b.example\r\nSubject: ${i} a ${i * 7}\r\nContent-Type: text/html\r\n\r\n<p>w${i} x${i * 3} y${i * 5} z${i * 7}<a href=//x.example/a>go</a>`,
    ],
    [
      'texts that are each like the next',
      (i) =>
        `From: a@b.example\r\nSubject: s\r\n\r\n${Array.from({ length: 20 }, (_, j) => `w${(i + j) % 997}`).join(' ')}`,
    ],
    [
      'many words in few frames',
      (i) =>
        `From: a@b.example\r\nSubject: buy ${i}\r\n\r\n${Array.from({ length: 30 }, (_, j) => (j % 2 ? `v${i * j}` : `same${j}`)).join(' ')}`,
    ],
  ]

  test.each(KINDS)('%s', (_, message) => {
    const make = (bytes: number): Uint8Array => {
      const all: string[] = []
      for (let i = 0, length = 0; length < bytes; i++) {
        all.push(message(i))
        length += all[i].length
      }
      return new TextEncoder().encode(all.join('\0'))
    }
    const prepare = (bytes: Uint8Array) =>
      new TextDecoder()
        .decode(bytes)
        .split('\0')
        .map((text) => fingerprinter.fingerprint(new TextEncoder().encode(text)).fingerprint)
    expectBounded({ name: '', make }, prepare, (fingerprints) => {
      const index = createCampaignIndex()
      for (const [i, fingerprint] of fingerprints.entries()) index.add(`${i}.eml`, fingerprint)
      return index.group()
    })
  })
})
