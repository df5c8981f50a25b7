import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createRandom } from '../../corpus/generate/random.mjs'
import { readTenantRecords } from '../../src/tenant/read.ts'
import { mutate } from '../helpers/mutate.mjs'
import { runs } from '../helpers/runs.ts'
import { EXAMPLES } from './examples.ts'
import { bytesOf, cmdlet, names, plain, readAll, readings } from './read.ts'

describe('arguments', () => {
  const bytes = bytesOf('[]')
  it.each([
    ['bytes', () => readTenantRecords('[]' as never), TypeError],
    ['options', () => readTenantRecords(bytes, null as never), TypeError],
    ['file', () => readTenantRecords(bytes, { file: 'a' } as never), TypeError],
    ['path', () => readTenantRecords(bytes, { path: 1 } as never), TypeError],
    ['limits', () => readTenantRecords(bytes, { limits: null as never }), TypeError],
    ['limits.rows', () => readTenantRecords(bytes, { limits: { rows: 1 } as never }), TypeError],
    ['limits.depth', () => readTenantRecords(bytes, { limits: { depth: '1' as never } }), TypeError],
    ['limits.records', () => readTenantRecords(bytes, { limits: { records: 0 } }), RangeError],
    ['limits.unread', () => readTenantRecords(bytes, { limits: { unread: 1.5 } }), RangeError],
  ])('%s is wrong', (name, run, error) => {
    expect(run).toThrow(error)
    expect(run).toThrow(new RegExp(`^${name}\\b`))
  })

  it('takes undefined for what is not given', () => {
    expect([...readTenantRecords(bytes, { path: undefined, limits: { depth: undefined } })]).toEqual([])
  })
})

describe('limits', () => {
  const record = JSON.stringify(cmdlet('Set-A'))
  const three = `${record}\n${record}\n${record}`

  it('records', () => {
    expect(names(three, { records: 2 })).toEqual([
      'Set-A',
      'Set-A',
      'unread: more than 2 records (limit records)',
    ])
  })

  it('recordBytes', () => {
    const long = JSON.stringify(cmdlet('Set-B', { Comments: 'x'.repeat(2000) }))
    const reason = 'unread: more than 1000 bytes (limit recordBytes)'
    expect(names(`${record}\n${long}\n${record}`, { recordBytes: 1000 })).toEqual(['Set-A', reason, 'Set-A'])
    expect(names(JSON.stringify([record, long, record]), { recordBytes: 1000 })).toEqual([
      'Set-A',
      reason,
      'Set-A',
    ])
    const row = (text: string) => `"${text.replaceAll('"', '""')}",\n`
    expect(names(`AuditData,x\n${row(record)}${row(long)}${row(record)}`, { recordBytes: 1000 })).toEqual([
      'Set-A',
      reason,
      'Set-A',
    ])
  })

  it('depth', () => {
    const deep = JSON.stringify(cmdlet('Set-B', {}, { x: JSON.parse('['.repeat(9) + ']'.repeat(9)) }))
    expect(names(`[${record},${deep},${record}]`, { depth: 9 })).toEqual([
      'Set-A',
      'unread: nested deeper than 9 (limit depth)',
      'Set-A',
    ])
    expect(names(deep, { depth: 10 })).toEqual(['Set-B'])
  })

  it('unread', () => {
    expect(names('{"a":1}\n'.repeat(5), { unread: 2 })).toEqual([
      'unread: no record of a kind that is read',
      'unread: no record of a kind that is read',
      'unread: 3 more were not read (limit unread)',
    ])
  })
})

describe('any bytes', () => {
  /** Whether every place lies in the file, in its order. */
  function sound(bytes: Uint8Array): boolean {
    let last = 0
    let number = 0
    for (const { place } of readTenantRecords(bytes)) {
      if (!(last <= place.start && place.start < place.end && place.end <= bytes.length)) return false
      if (place.record < number) return false
      last = place.start
      number = place.record
    }
    return true
  }

  it('never make it throw', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        '"',
        ':',
        ',',
        '\n',
        '\r\n',
        '\\',
        '<',
        '>',
        '<rule name="a">',
        '<Obj N="a">',
        '</',
        '<![CDATA[',
      ],
      ...[
        ']]>',
        '<rules>',
        '<Objs>',
        'New-TransportRule ',
        '-Name ',
        "'",
        '@(',
        '@',
        '#',
        '`',
        '"value":[',
        '{"Operation":"a",',
      ],
      ...['"RecordType":1', 'AuditData,Operation\n', 'null', '1', '\0', '\ufeff', 'é', '&#1;', ' '],
    )
    const text = fc.array(piece, { maxLength: 60 }).map((parts) => bytesOf(parts.join('')))
    fc.assert(fc.property(fc.oneof(text, fc.uint8Array({ maxLength: 200 })), sound), runs(3000))
  })

  it('that are damaged files never make it throw', () => {
    const random = createRandom(1)
    const files = EXAMPLES.map(({ file }) => file)
    for (let n = 0; n < runs(1500).numRuns; n++) {
      const bytes = mutate(random, random.pick(files), random.pick(files))
      if (!sound(bytes)) expect.fail(`unsound after ${n}`)
    }
  })

  it.each(EXAMPLES)('of the place of a record give it alone: $name', ({ file, alone }) => {
    const records = readAll(file)
    expect(records.length).toBeGreaterThan(0)
    for (const record of records) {
      const { start, end } = record.place
      expect(readAll(alone(file.subarray(start, end))).map(plain), `${start}`).toContainEqual(plain(record))
    }
  })

  it.each(EXAMPLES.filter(({ text }) => text !== undefined))(
    'say the same with any line ends: $name',
    ({ text }) => {
      const lf = text!.replaceAll('\r\n', '\n')
      expect(readings(lf.replaceAll('\n', '\r\n'))).toEqual(readings(lf))
    },
  )
})

it('needs nothing of Node', async () => {
  vi.resetModules()
  vi.stubGlobal('Buffer', undefined)
  vi.stubGlobal('process', undefined)
  const expected = EXAMPLES.map(({ file }) => readings(file))
  try {
    const portable = await import('../../src/tenant/read.ts')
    for (const [i, { file }] of EXAMPLES.entries())
      expect([...portable.readTenantRecords(file)]).toHaveLength(expected[i].length)
  } finally {
    vi.unstubAllGlobals()
  }
})
