import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { readMessageText } from '../src/message-text.ts'
import { explain, formatNdjson, WRITERS } from '../src/report/index.ts'
import { duckdb } from './helpers/duckdb.ts'
import { detailsOf } from './helpers/html-report.ts'
import { bytesOf } from './helpers/outline.ts'
import { runs } from './helpers/runs.ts'

/** Every report is cut here, so that lists end early too. */
const ANALYZERS = [
  createAnalyzer(),
  createAnalyzer({ limits: { listed: 2, fieldBytes: 300, textBytes: 400 } }),
]

const latin = (bytes: Iterable<number>) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
const percent = (bytes: string) =>
  bytes.replaceAll(/./gs, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
const units = (text: string) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
const wide = (size: 2 | 4, low: boolean) => (text: string) =>
  latin(
    units(text).flatMap((unit) => {
      const bytes = size === 2 ? [unit >> 8, unit & 255] : [0, 0, unit >> 8, unit & 255]
      return low ? bytes.reverse() : bytes
    }),
  )
/** Three bytes for each code unit, as CESU-8 and careless writers of UTF-8 have it. */
const cesu8 = (text: string) =>
  latin(
    units(text).flatMap((unit) =>
      unit < 0x80 ? [unit] : [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 63), 0x80 | (unit & 63)],
    ),
  )
const utf7 = (text: string) => `+${btoa(wide(2, false)(text)).replace(/=+$/, '')}-`
const entities = (text: string) =>
  units(text)
    .map((unit) => `&#x${unit.toString(16)};`)
    .join('')

/** Bytes that stand for code units, halves of pairs among them, by the charset that they are declared in. */
const CHARSETS: Record<string, (text: string) => string> = {
  'utf-7': utf7,
  'utf-8': cesu8,
  'cesu-8': cesu8,
  'utf-16': wide(2, false),
  'utf-16le': wide(2, true),
  'utf-16be': wide(2, false),
  'utf-32': wide(4, false),
  'utf-32le': wide(4, true),
  'utf-32be': wide(4, false),
  gb18030: cesu8,
  'iso-2022-jp': utf7,
  'iso-8859-1': cesu8,
  nonsense: cesu8,
  'us-ascii': entities,
}

/** What is half of a pair, or ends in one, or becomes one where it is cut. */
const text = fc
  .tuple(
    fc.nat(260).map((n) => 'x'.repeat(n)),
    fc.array(
      fc.constantFrom('\ud800', '\udc00', '\ud83d', '😀', '😀'.repeat(90), 'é', ' ', 'a', '\u{10ffff}'),
      { minLength: 1, maxLength: 8 },
    ),
  )
  .map(([before, pieces]) => before + pieces.join(''))

const mail = fc
  .record({
    charset: fc.constantFrom(...Object.keys(CHARSETS)),
    text,
    name: text,
    file: text,
    html: fc.boolean(),
    coded: fc.boolean(),
  })
  .map(({ charset, text, name, file, html, coded }) => {
    const write = CHARSETS[charset]
    const word = (value: string) => `=?${charset}?B?${btoa(write(value))}?=`
    const body = html
      ? `<p>${write(text)}</p><i style="display:none">${write(name)}${entities(text)}</i><a href="https://a.example/${entities(file)}">${entities(name)}</a><img alt="${entities(text)}" src="x${entities(name)}">`
      : `${write(text)} https://a.example/${write(name)}`
    return bytesOf(
      [
        `Received: from ${write(name)
          .slice(0, 40)
          .replaceAll(
            /[\r\n]/g,
            '',
          )} ([192.0.2.1]) by mx.example.net with ESMTP id ${word(text)}; Mon, 5 Jan 2026 10:00:00 +0000`,
        `From: ${word(name)} <${word(file)}@example.net>`,
        `Subject: ${word(text)}${word(name)}`,
        `Message-ID: <${write(text).replaceAll(/[\r\n]/g, '')}@example.net>`,
        `Authentication-Results: mx.example.net; dkim=pass header.d=${write(file).replaceAll(/[\r\n]/g, '')}; spf=${word(text)}`,
        `DKIM-Signature: v=1; a=${word(text)}; d=${write(name).replaceAll(/[\r\n]/g, '')}; s=s; h=from; bh=AA==; b=AA==`,
        'MIME-Version: 1.0',
        `Content-Type: text/${html ? 'html' : 'plain'}; charset=${charset}; name*=${charset}''${percent(write(file))}; ${write(name).replaceAll(/[\r\n]/g, '')}=b`,
        coded ? 'Content-Transfer-Encoding: base64' : 'Content-Transfer-Encoding: 8bit',
        '',
        coded ? btoa(body) : body,
      ].join('\r\n'),
    )
  })

/** The strings of a value, keys too, that are not well-formed, by where they are. */
function halves(value: unknown, where = '$'): string[] {
  if (typeof value === 'string') return value.isWellFormed() ? [] : [where]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key.isWellFormed() ? [] : [`key of ${where}`]),
    ...halves(inner, `${where}.${key}`),
  ])
}

describe('no half of a surrogate pair', () => {
  it('is in any report, in what it gives as text, or in any format of it', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(mail, (bytes) => {
        expect(halves(readMessageText(bytes))).toEqual([])
        for (const analyzer of ANALYZERS) {
          const report = analyzer.analyze(bytes)
          expect(halves(report)).toEqual([])
          for (const width of [undefined, 60, 83])
            expect(explain(report, { width }).isWellFormed()).toBe(true)
          for (const [format, writerOf] of Object.entries(WRITERS)) {
            const writer = writerOf({ width: 80 })
            const output = writer.begin() + writer.entry('a.eml', report, bytes) + writer.end()
            expect(output.isWellFormed(), format).toBe(true)
            // an escape of half a pair is well-formed and yet no text
            if (format === 'json' || format === 'ndjson' || format === 'sarif')
              expect(halves(JSON.parse(output)), format).toEqual([])
            if (format === 'html') expect(halves(detailsOf(output))).toEqual([])
          }
        }
      }),
      runs(300),
    )
  })
})

describe('a file of results with subjects of half a surrogate pair', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backstamp-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const subjects = Object.entries(CHARSETS).map(([charset, write]) => ({
    charset,
    bytes: bytesOf(
      `From: a@example.net\r\nSubject: =?${charset}?B?${btoa(write('x\ud800y'))}?=\r\nContent-Type: text/html; charset=${charset}\r\n\r\n<i style="display:none">${write('x\udc00')}&#xd800;</i>`,
    ),
  }))
  const file = join(folder, 'reports.ndjson')
  writeFileSync(
    file,
    subjects.map(({ charset, bytes }) => formatNdjson(charset, ANALYZERS[0].analyze(bytes))).join(''),
  )
  const charsets = subjects.map(({ charset }) => charset)

  it('is read by jq', () => {
    const jq = new URL('helpers/jq.mjs', import.meta.url).pathname
    const { stdout, stderr } = spawnSync(process.execPath, [jq, '-r', '.path', file], { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout.trim().split('\n')).toEqual(charsets)
  })

  it('is read by DuckDB', async () => {
    const rows = await duckdb(`select path, message.subject as subject from read_json('${file}')`)
    expect(rows.map(({ path }) => path)).toEqual(charsets)
    for (const { subject } of rows) expect(String(subject).isWellFormed()).toBe(true)
  })
})
