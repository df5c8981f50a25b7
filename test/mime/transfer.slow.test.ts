import { describe, it } from 'vitest'
import { fromLatin1 } from '../../src/mime/bytes.ts'
import { decodeBase64, decodeQuotedPrintable } from '../../src/mime/transfer.ts'
import { expectLinear } from '../helpers/growth.ts'
import { offsetsOf } from './offsets.ts'

const sizes = [40_000, 80_000, 160_000, 320_000, 640_000]
const of = (unit: string) => (size: number) => fromLatin1(unit.repeat(size / unit.length))

describe('transfer encodings', () => {
  it.each([
    ['quoted-printable', '=41'],
    ['quoted-printable', 'abcdefg'],
    ['quoted-printable', 'ab  c'],
    ['quoted-printable', 'a  \r\n'],
    ['quoted-printable', '=\r\na'],
    ['base64', 'YWJj'],
    ['base64', 'YW==\r\n'],
    ['base64', 'Y*'],
  ] as const)('all places of %s %j are found in linear time', (encoding, unit) => {
    expectLinear(of(unit), (raw) => offsetsOf(encoding, raw), { sizes })
  })

  it.each([
    ['quoted-printable escapes', '=41', decodeQuotedPrintable],
    ['quoted-printable equals signs', '=', decodeQuotedPrintable],
    ['quoted-printable spaces', ' ', decodeQuotedPrintable],
    ['quoted-printable equals and spaces', '=  ', decodeQuotedPrintable],
    ['quoted-printable line ends', ' \r\n', decodeQuotedPrintable],
    ['base64 padding', '=', decodeBase64],
    ['base64 stars', 'A*', decodeBase64],
  ] as const)('%s are decoded in linear time', (_, unit, decode) => {
    expectLinear(of(unit), decode, { sizes })
  })
})
