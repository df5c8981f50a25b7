import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../corpus/generate/random.mjs'
import { type DmarcReading, readDmarcReports } from '../../src/dmarc/index.ts'
import { zip } from '../helpers/archives.ts'
import { bytesOf, carrierMail, recordXml, reportXml, sample } from '../helpers/dmarc.ts'
import { mutate } from '../helpers/mutate.mjs'
import { runs } from '../helpers/runs.ts'
import { HEAD, SHAPES } from './shapes.ts'

const reasons = (readings: DmarcReading[]): string[] =>
  readings.flatMap((reading) => (reading.kind === 'unread' ? [reading.reason] : []))

describe('XML made to be expensive', () => {
  it.each(SHAPES)('%s are read to their end', (_, before, unit, after) => {
    const [reading] = readDmarcReports(bytesOf(before + unit.repeat(500_000 / unit.length) + after))
    expect(['aggregate', 'unread']).toContain(reading.kind)
  })

  it('elements too deep', () => {
    expect(reasons(readDmarcReports(bytesOf(`${HEAD}<record>${'<a>'.repeat(1_000_000)}`)))).toEqual([
      'elements more than 32 deep (limit depth)',
    ])
  })

  it.each(['<!DOCTYPE feedback>', '<!doctype x SYSTEM "file:///a">', '<!ENTITY a "b">'])(
    'a definition, wherever it stands: %s',
    (definition) => {
      for (const xml of [definition + HEAD, `${HEAD}<record>${definition}`])
        expect(reasons(readDmarcReports(bytesOf(xml)))[0]).toContain('a document type definition')
    },
  )

  it('a record, and records, past a limit cost only what is past it', () => {
    const long = recordXml({ from: 'x'.repeat(100_000) })
    const [reading] = readDmarcReports(
      bytesOf(reportXml({ records: recordXml() + long + recordXml({ count: 3 }) })),
    )
    expect(reading).toMatchObject({
      report: { records: [{ number: 1 }, { number: 3, count: 3 }] },
      problems: [{ code: 'record-too-long', record: 2 }],
    })
    const [many] = readDmarcReports(bytesOf(reportXml({ records: recordXml().repeat(100) })), {
      limits: { records: 10 },
    })
    expect(many).toMatchObject({ problems: [{ code: 'too-many-records', count: 90, record: 11 }] })
  })
})

describe('archives that unpack to more than they should', () => {
  const zeros = new Uint8Array(60 << 20)

  it('gzip, by its ratio and by its size', () => {
    const bomb = gzipSync(zeros, { level: 9 })
    expect(reasons(readDmarcReports(bomb))).toEqual([
      'unpacks to more than 200 times its size (limit inflatedRatio)',
    ])
    expect(reasons(readDmarcReports(bomb, { limits: { inflatedRatio: 2000 } }))).toEqual([
      'unpacks to more than 52428800 bytes (limit inflatedBytes)',
    ])
  })

  it('gzip of gzip', () => {
    expect(reasons(readDmarcReports(gzipSync(gzipSync(zeros))))[0]).toContain('limit inflatedRatio')
  })

  it('ZIP whose members are harmless one by one', () => {
    const member = bytesOf(reportXml({ records: recordXml().repeat(200) }))
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.xml`, member]))
    const readings = readDmarcReports(zipSync(files), { limits: { inflatedBytes: 10 * member.length } })
    expect(readings.filter(({ kind }) => kind === 'aggregate')).toHaveLength(10)
    expect(new Set(reasons(readings))).toEqual(
      new Set([`unpacks to more than ${10 * member.length} bytes (limit inflatedBytes)`]),
    )
  })

  it('ZIP of many members', () => {
    const files = Object.fromEntries(
      Array.from({ length: 150 }, (_, i) => [`${i}.xml`, bytesOf(reportXml())]),
    )
    const readings = readDmarcReports(zipSync(files))
    expect(readings.filter(({ kind }) => kind === 'aggregate')).toHaveLength(100)
    expect(reasons(readings)).toEqual(['more than 100 members (limit attachments): the others are not read'])
  })

  it.each([
    ['encrypted', { encrypted: true }],
    ['compressed by method 12, which is not read', { method: 12 }],
  ])('ZIP with a member that is %s: the others are read', (reason, entry) => {
    const content = reportXml()
    const readings = readDmarcReports(
      zip([
        { name: 'a', content, ...entry },
        { name: 'b', content },
      ]),
    )
    expect(readings.map(({ path, kind }) => `${path} ${kind}`)).toEqual(['!/a unread', '!/b aggregate'])
    expect(reasons(readings)).toEqual([reason])
  })
})

describe('whatever the bytes', () => {
  const inputs = [
    sample('rfc7489.xml'),
    sample('rfc9990.xml'),
    sample('broken.xml'),
    gzipSync(sample('rfc7489.xml')),
    zipSync({ 'a.xml': sample('rfc7489.xml'), 'b.xml.gz': gzipSync(sample('rfc9990.xml')) }),
    carrierMail(gzipSync(sample('rfc9990.xml'))),
  ]

  /** Problems with a reading that must not be, whatever was read. */
  const check = (input: Uint8Array): void => {
    for (const reading of readDmarcReports(input, { path: 'in' })) {
      expect(reading.path).toMatch(/^in(?:!\/|$)/)
      expect(JSON.parse(JSON.stringify(reading)).kind).toBe(reading.kind)
      if (reading.kind !== 'aggregate') continue
      let end = 0
      for (const { evidence, count } of reading.report.records) {
        expect(evidence.start).toBeGreaterThanOrEqual(end)
        end = evidence.end
        expect(Number.isSafeInteger(count) && count >= 0).toBe(true)
      }
    }
  }

  it('never throws on damaged reports, and places records in order', () => {
    const random = createRandom(7)
    for (let i = 0; i < runs(1500).numRuns; i++)
      check(mutate(random, inputs[i % inputs.length], inputs[random.int(0, inputs.length - 1)]))
  })

  it('never throws on bits of markup in any order', () => {
    const bits = [
      '<feedback>',
      '</feedback>',
      '<record>',
      '</record>',
      '<row>',
      '</row>',
      '<count>',
      '1',
      '<',
      '>',
      '&',
      '&#0;',
    ]
    const more = [
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '"',
      '/',
      '<dkim/>',
      '<a:b c="d">',
      '\0',
      '\ud800',
      '&#xfffffff;',
    ]
    const text = fc.array(fc.constantFrom(...bits, ...more), { maxLength: 60 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (xml) => check(bytesOf(`<feedback>${xml}`))),
      runs(2000),
    )
  })

  it('never throws on bytes', () => {
    const start = fc.constantFrom<number[]>([], [0x1f, 0x8b, 8, 0], [0x50, 0x4b, 3, 4], [0x3c], [0xff, 0xfe])
    const bytes = fc.tuple(start, fc.uint8Array({ maxLength: 300 }))
    fc.assert(fc.property(bytes, ([first, rest]) => check(Uint8Array.from([...first, ...rest]))))
  })
})
