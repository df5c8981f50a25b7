import { describe, it } from 'vitest'
import { expectLinear } from '../helpers/growth.ts'
import { bytesOf, cmdlet, readAll } from './read.ts'

const sizes = [10_000, 20_000, 40_000, 80_000]
const repeated =
  (before: string, piece: string) =>
  (size: number): Uint8Array =>
    bytesOf(before + piece.repeat(Math.ceil(size / piece.length)))
const read = (bytes: Uint8Array): unknown => readAll(bytes)

describe('hostile files are read in linear time', () => {
  const record = JSON.stringify(cmdlet('Set-A'))
  const RECORDS: Record<string, string> = {
    'a record': `${record}\n`,
    'a record without its end': record.slice(0, -1),
    'half a record': record.slice(0, 40),
  }
  it.each([
    '{',
    '[',
    '{"value":[',
    '{"value":[}',
    '{"a":',
    '{"a":[',
    '{"a\n',
    '[{"a":"\n',
    '{"Operation":"a","RecordType":1}\n',
    '"{',
    ']',
    'x',
    'a record',
    'a record without its end',
    'half a record',
  ])('%j', (name) => {
    expectLinear(repeated('', RECORDS[name] ?? name), read, { sizes })
  })

  it.each([
    ['<rules>', '<rule name="a">'],
    ['<rules>', '<rule name="a"/>'],
    ['<rules>', '<rule name="'],
    ['<rules><rule>', '<a>'],
    ['<rules><rule>', '<!--'],
    ['<rules><rule>', '<![CDATA[]]>'],
    ['<rules><rule name="a">', '<action name="RemoveHeader"><argument value="b"/></action>'],
    ['<Objs>', '<Obj>'],
    ['<Objs>', '<Obj><LST>'],
    ['<Objs>', '<'],
    ['<Objs><Obj><Props>', '<S N="a">&amp;_x000D_</S>'],
    ['{"a":1}\n', '{x}'],
    ['{"a":1}\n', '{"b"}'],
    ['{"a":1}\n', '{"a"\n'],
    ['{"a":1}\n', '{"a":{'],
    ['{"a":1}\n', '{"a":{"'],
    ['', '{"a":{"a":!}'],
    ['{"a":1}[', ']x'],
    ['', 'New-TransportRule '],
    ['', 'New-TransportRule -Name "'],
    ['', "'"],
    ['New-TransportRule -Name ', '('],
    ['New-TransportRule -Name ', '@('],
    ['New-TransportRule -Name ', 'a,'],
    ['New-TransportRule -Name ', "@'\n"],
    ['New-TransportRule -Name ', '<#'],
    ['New-TransportRule ', '-a '],
    ['New-TransportRule ', '`'],
  ])('%j and many %j', (before, piece) => {
    expectLinear(repeated(before, piece), read, { sizes })
  })

  it.each(['"', 'a"', '",', '"a"b', '"\n', '"a""', '""\n'])('CSV of %j', (piece) => {
    expectLinear(repeated('AuditData,Operation\n', piece), read, { sizes })
  })
})
