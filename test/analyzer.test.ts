import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generate, KINDS, type Options } from '../corpus/generator.mjs'
import { type AnalyzerOptions, type ByteStream, createAnalyzer } from '../src/analyzer.ts'
import { DEFAULT_LIMITS } from '../src/mime/limits.ts'
import { bytesOf } from './helpers/outline.ts'
import { runs } from './helpers/runs.ts'
import { inChunks, unsound } from './helpers/sound.mjs'

const analyzer = createAnalyzer()
const INTACT = new Uint8Array(
  readFileSync(new URL('../corpus/messages/campaign/intact.eml', import.meta.url)),
)
const WHOLE = analyzer.analyze(INTACT)

const crlf = (...lines: string[]) => bytesOf(lines.join('\r\n'))

/** Pieces of 100 bytes. */
function* pieces(message: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < message.length; at += 100) yield message.subarray(at, at + 100)
}

describe('analyze', () => {
  it('tells what the message says of itself', () => {
    const message = crlf(
      'Received: from mail.example.org (mail.example.org [192.0.2.7]) by mx.example.net with ESMTPS id 1;',
      '\tMon, 5 Jan 2026 10:00:00 +0000',
      'From: Ann <ann@example.org>',
      'Date: Mon, 5 Jan 2026 10:59:58 +0100',
      'Subject: =?utf-8?Q?caf=C3=A9?=',
      'Message-ID: <1@example.org>',
      '',
      'Hello there.',
    )
    const report = analyzer.analyze(message)
    expect(report).toMatchObject({
      schema: 1,
      message: {
        size: message.length,
        id: '1@example.org',
        from: [{ name: 'Ann', address: 'ann@example.org' }],
        subject: 'café',
        date: '2026-01-05T09:59:58Z',
      },
      route: { hops: [{ by: 'mx.example.net', time: '2026-01-05T10:00:00Z' }] },
      body: { visibleText: { characters: 11, words: 2, excerpt: 'Hello there.' } },
      verdict: 'clean',
      completeness: { complete: true, limits: [] },
    })
  })

  it('gives the digest of all bytes', () => {
    expect(analyzer.analyze(bytesOf('abc')).message.sha256).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })

  it('leaves the digest out where told to, and nothing else', () => {
    const unhashed = createAnalyzer({ sha256: false })
    const without = { ...WHOLE, message: { ...WHOLE.message, sha256: '' } }
    expect(unhashed.analyze(INTACT)).toEqual(without)
    const session = unhashed.session()
    // who asks before the header is in has the rest stream by
    session.headers()
    session.write(INTACT)
    expect(session.end()).toEqual(without)
  })

  it('gives a report for no bytes at all', () => {
    const report = analyzer.analyze(new Uint8Array(0))
    expect(report.message.size).toBe(0)
    expect(report.defects.map(({ code }) => code)).toContain('empty-message')
    expect(unsound(report, 0)).toEqual([])
  })

  it('reads a view into a larger buffer as the message alone', () => {
    const buffer = new Uint8Array(INTACT.length + 20).fill(0x41)
    buffer.set(INTACT, 13)
    expect(analyzer.analyze(buffer.subarray(13, 13 + INTACT.length))).toEqual(WHOLE)
  })

  it('changes no byte of the message', () => {
    const copy = INTACT.slice()
    analyzer.analyze(copy)
    expect(Buffer.compare(copy, INTACT)).toBe(0)
  })

  it.each([
    undefined,
    null,
    'From: a@example.com',
    7,
    [65, 66],
    new ArrayBuffer(8),
    new DataView(new ArrayBuffer(8)),
  ])('refuses %o, which is no Uint8Array', (value) => {
    expect(() => analyzer.analyze(value as unknown as Uint8Array)).toThrow(
      expect.objectContaining({
        name: 'TypeError',
        message: expect.stringContaining('message must be a Uint8Array'),
      }),
    )
  })
})

describe('the report', () => {
  it.each(KINDS.map((kind) => ({ kind })))('on $kind is plain JSON', ({ kind }) => {
    const { bytes } = generate({
      kind,
      seed: 3,
      options: kind === 'attachment' ? { size: 30_000 } : { n: 40 },
    })
    const report = analyzer.analyze(bytes)
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
    expect(unsound(report, bytes.length)).toEqual([])
  })

  it('is the same byte for byte for the same bytes, whatever came between', () => {
    const first = JSON.stringify(analyzer.analyze(INTACT))
    for (const kind of KINDS) analyzer.analyze(generate({ kind, options: { n: 5, size: 20_000 } }).bytes)
    expect(JSON.stringify(analyzer.analyze(INTACT))).toBe(first)
    expect(JSON.stringify(createAnalyzer().analyze(INTACT.slice()))).toBe(first)
  })

  it('belongs to the caller: changing it changes no later one', () => {
    const wipe = (value: unknown): void => {
      if (value === null || typeof value !== 'object') return
      for (const [key, inner] of Object.entries(value)) {
        wipe(inner)
        delete (value as Record<string, unknown>)[key]
      }
    }
    wipe(analyzer.analyze(INTACT))
    expect(analyzer.analyze(INTACT)).toEqual(WHOLE)
  })
})

describe('analyzeStream', () => {
  const sources: [string, () => ByteStream][] = [
    ['a Node stream', () => Readable.from(pieces(INTACT))],
    ['a web stream', () => Readable.toWeb(Readable.from(pieces(INTACT))) as ReadableStream<Uint8Array>],
    [
      'a web stream that cannot be iterated',
      () => {
        const stream = new Blob([INTACT.slice()]).stream()
        return { getReader: () => stream.getReader() } as unknown as ReadableStream<Uint8Array>
      },
    ],
    [
      'an async iterable',
      async function* () {
        for (const piece of pieces(INTACT)) yield await Promise.resolve(piece)
      },
    ],
    ['an iterable', () => pieces(INTACT)],
    ['an array', () => [...pieces(INTACT)]],
    ['an array with empty chunks', () => [new Uint8Array(0), INTACT, new Uint8Array(0)]],
  ]

  it.each(sources)('reads %s', async (_name, source) => {
    expect(await analyzer.analyzeStream(source())).toEqual(WHOLE)
  })

  it('gives a report for an empty stream', async () => {
    expect((await analyzer.analyzeStream([])).message.size).toBe(0)
  })

  it.each([undefined, null, 7, {}])('refuses %o, which is no stream', async (value) => {
    await expect(analyzer.analyzeStream(value as ByteStream)).rejects.toThrow(
      /^stream must be a stream or an iterable of Uint8Array, not /,
    )
  })

  it.each([
    ['the bytes of a message where a list of chunks is meant', INTACT],
    ['a stream of strings', Readable.from(['From: a@example.com'])],
  ])('refuses %s', async (_name, stream) => {
    await expect(analyzer.analyzeStream(stream as unknown as ByteStream)).rejects.toThrow(TypeError)
  })

  it("rejects with the stream's own error", async () => {
    const broken = new Error('connection reset')
    async function* stream() {
      yield INTACT.subarray(0, 50)
      throw broken
    }
    await expect(analyzer.analyzeStream(stream())).rejects.toBe(broken)
  })
})

describe('session', () => {
  const message = crlf('From: a@example.com', 'Subject: two parts', '', 'The body.')
  const blank = message.length - 'The body.'.length

  it('has no report on the header before its blank line is in, and has one from then on', () => {
    const session = analyzer.session()
    for (let at = 0; at < message.length; at++) {
      expect(session.headers() !== undefined, `after ${at} bytes`).toBe(at >= blank)
      session.write(message.subarray(at, at + 1))
    }
    expect(session.headers()).toBeDefined()
  })

  it('reports early on the header alone and says so', () => {
    const session = analyzer.session()
    session.write(message.subarray(0, blank))
    expect(session.headers()).toMatchObject({
      message: { subject: 'two parts', size: blank, sha256: '' },
      body: { visibleText: { characters: 0 } },
      completeness: { complete: false, limits: [] },
    })
  })

  it('an early report uses only checks of the header, and the last report is none the worse for it', () => {
    const session = analyzer.session()
    for (const piece of pieces(INTACT)) {
      session.write(piece)
      const early = session.headers()
      for (const { question } of early?.findings ?? []) expect(question).toMatch(/^headers/)
    }
    expect(session.end()).toEqual(WHOLE)
  })

  it('an early report finds in the header what the last report finds', () => {
    const session = analyzer.session()
    session.write(INTACT)
    const early = session.headers()!
    const { assessments, route, authentication } = session.end()
    expect(early.route).toEqual(route)
    expect(early.authentication).toEqual(authentication)
    expect(early.assessments.headersRemoved.probability).toBe(assessments.headersRemoved.probability)
    expect(early.assessments.headersForged.probability).toBe(assessments.headersForged.probability)
  })

  it('reads the header once, however often the early report is asked for', () => {
    const session = analyzer.session()
    session.write(message.subarray(0, blank))
    const early = session.headers()
    session.write(message.subarray(blank))
    expect(session.headers()).toBe(early)
  })

  it('has no report on the header of a message that ends inside it, until the end', () => {
    const session = analyzer.session()
    session.write(message.subarray(0, 30))
    expect(session.headers()).toBeUndefined()
    expect(session.end().message).toMatchObject({ size: 30, from: [{ address: 'a@example.com' }] })
  })

  it('takes copies: a chunk may be used again once it is written', () => {
    expect(inChunks(analyzer, INTACT, () => 17)).toEqual(WHOLE)
  })

  it('is ended once', () => {
    const session = analyzer.session()
    session.write(message)
    session.end()
    expect(() => session.end()).toThrow('end was called before')
    expect(() => session.write(message)).toThrow('write after end')
  })

  it('refuses a chunk that is no Uint8Array, and goes on after that', () => {
    const session = analyzer.session()
    expect(() => session.write('From: a@example.com' as unknown as Uint8Array)).toThrow(
      new TypeError('chunk must be a Uint8Array, not string'),
    )
    session.write(message)
    expect(session.end()).toEqual(analyzer.analyze(message))
  })

  it('sessions of one analyzer do not mix', () => {
    const one = analyzer.session()
    const two = analyzer.session()
    for (const piece of pieces(INTACT)) {
      one.write(piece)
      two.write(piece.slice().reverse())
    }
    two.end()
    expect(one.end()).toEqual(WHOLE)
  })
})

describe('options', () => {
  const wrong: [string, unknown, typeof TypeError | typeof RangeError, string][] = [
    ['null', null, TypeError, 'options must be an object'],
    ['a string', 'strict', TypeError, 'options must be an object'],
    [
      'hosts that are no list',
      { trustedHosts: 'mx.example.net' },
      TypeError,
      'trustedHosts must be an array of strings',
    ],
    [
      'a host that is no string',
      { trustedHosts: ['a.example', 7] },
      TypeError,
      'trustedHosts[1] must be a string, not number',
    ],
    ['an empty host', { trustedHosts: ['a.example', ' '] }, RangeError, 'trustedHosts[1] is empty'],
    [
      'networks that are no list',
      { trustedNetworks: {} },
      TypeError,
      'trustedNetworks must be an array of strings',
    ],
    [
      'a network that is no string',
      { trustedNetworks: [null] },
      TypeError,
      'trustedNetworks[0] must be a string',
    ],
    [
      'a network that is a name',
      { trustedNetworks: ['192.0.2.0/24', 'mx.example.net'] },
      RangeError,
      'trustedNetworks[1] is neither an address nor a CIDR range: mx.example.net',
    ],
    ['a prefix that is too long', { trustedNetworks: ['192.0.2.0/33'] }, RangeError, 'trustedNetworks[0]'],
    ['a digest that is no boolean', { sha256: 'no' }, TypeError, 'sha256 must be true or false'],
    ['limits that are no object', { limits: 5 }, TypeError, 'limits must be an object'],
    ['a model of nothing', { model: {} }, TypeError, 'model.questions.headersRemoved'],
    ['limits of null', { limits: null }, TypeError, 'limits must be an object'],
    [
      'an unknown option',
      { trustedHost: ['mx.example.net'] },
      TypeError,
      'trustedHost is not an option; there are trustedHosts, trustedNetworks, limits',
    ],
    [
      'an unknown limit',
      { limits: { bytes: 5 } },
      TypeError,
      'limits.bytes is not a limit; there are headerBytes',
    ],
    ['a limit off the prototype', { limits: { toString: 5 } }, TypeError, 'limits.toString is not a limit'],
    [
      'a limit that is no number',
      { limits: { parts: '5' } },
      TypeError,
      'limits.parts must be a number, not string',
    ],
    ...[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31].map(
      (parts): [string, unknown, typeof RangeError, string] => [
        `a limit of ${parts}`,
        { limits: { parts } },
        RangeError,
        'limits.parts must be an integer from 1 to 2147483647',
      ],
    ),
  ]

  it.each(wrong)('refuses %s', (_name, options, kind, text) => {
    const attempt = () => createAnalyzer(options as AnalyzerOptions)
    expect(attempt).toThrow(kind)
    expect(attempt).toThrow(text)
  })

  it('takes what is absent for the default', () => {
    for (const options of [
      undefined,
      {},
      { limits: undefined },
      { limits: { parts: undefined } },
      { limits: DEFAULT_LIMITS },
    ])
      expect(createAnalyzer(options).analyze(INTACT)).toEqual(WHOLE)
  })

  it('reads a trusted host with dots and capitals, and an address as a range of one', () => {
    const message = crlf(
      'Received: from mail.example.org (mail.example.org [192.0.2.7]) by IN.MX.Example.NET with ESMTP; Mon, 5 Jan 2026 10:00:00 +0000',
      '',
      '',
    )
    for (const options of [{ trustedHosts: ['.MX.example.net.'] }, { trustedHosts: ['in.mx.example.net'] }])
      expect(createAnalyzer(options).analyze(message).route.boundary).toMatchObject({
        hop: 0,
        how: 'configured',
      })
    expect(
      createAnalyzer({ trustedHosts: ['x.example.net'] }).analyze(message).route.boundary,
    ).toBeUndefined()
  })

  it('keeps its own copy of the options', () => {
    const limits = { parts: 1 }
    const strict = createAnalyzer({ limits })
    limits.parts = 500
    const message = crlf('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'x', '--b--', '')
    expect(strict.analyze(message).completeness.limits).toMatchObject([{ limit: 'parts', value: 1 }])
  })
})

describe('any chunks', () => {
  const SMALL: Record<string, Options> = { attachment: { size: 12_000 } }
  const request = fc.record({ kind: fc.constantFrom(...KINDS), seed: fc.integer({ min: 1, max: 1e6 }) })

  it('give the report of the whole message', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        request,
        fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1 }),
        ({ kind, seed }, sizes) => {
          const { bytes } = generate({ kind, seed, options: SMALL[kind] ?? { n: 12 } })
          const whole = analyzer.analyze(bytes)
          let turn = 0
          expect(inChunks(analyzer, bytes, () => sizes[turn++ % sizes.length])).toEqual(whole)
          if (bytes.length < 12_000) expect(inChunks(analyzer, bytes, () => 1)).toEqual(whole)
        },
      ),
      runs(60),
    )
  })

  it('give the report of the whole message under limits that cut it anywhere', { timeout: 60_000 }, () => {
    const limits = fc.record({
      headerBytes: fc.integer({ min: 1, max: 9000 }),
      fieldBytes: fc.integer({ min: 1, max: 2000 }),
      fields: fc.integer({ min: 1, max: 50 }),
      parts: fc.integer({ min: 1, max: 5 }),
      depth: fc.integer({ min: 1, max: 3 }),
      textBytes: fc.integer({ min: 1, max: 6000 }),
      listed: fc.integer({ min: 1, max: 5 }),
    })
    fc.assert(
      fc.property(request, limits, fc.integer({ min: 1, max: 3000 }), ({ kind, seed }, limits, size) => {
        const { bytes } = generate({ kind, seed, options: SMALL[kind] ?? { n: 12 } })
        const bounded = createAnalyzer({ limits })
        const whole = bounded.analyze(bytes)
        expect(unsound(whole, bytes.length)).toEqual([])
        expect(inChunks(bounded, bytes, () => size)).toEqual(whole)
      }),
      runs(150),
    )
  })
})

it('names the limit where there are more defects than are listed', () => {
  const message = bytesOf('A: 1\0\r\nB: 2\rx\r\nnonsense\r\nC : 3\r\n\r\nbody')
  const { defects, completeness } = createAnalyzer({ limits: { defects: 2 } }).analyze(message)
  expect(defects).toHaveLength(2)
  expect(completeness.complete).toBe(false)
  expect(completeness.limits).toMatchObject([{ limit: 'defects', value: 2 }])
  expect(analyzer.analyze(message).completeness.complete).toBe(true)
})
