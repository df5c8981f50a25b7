/** Fields that Exchange Online and its hybrid servers write: by lower-case name, the parser of the value. */
import { addProblem, type Problem, unfold } from '../mime/scan.ts'
import { readAddressLiteral } from './address-literal.ts'
import {
  parseForefrontReport,
  parseKeyValueList,
  parseMailboxDelivery,
  parseMicrosoftAntispam,
} from './exchange-antispam.ts'
import { type ExchangeHost, parseExchangeHost } from './exchange-host.ts'
import {
  isGuid,
  parseClientProxiedBy,
  parseConnectingIp,
  parseIncomingMarker,
  parseTenantAttribution,
  parseTrafficTypeDiagnostic,
  readInteger,
} from './exchange-trace.ts'

/** A field with a single value. `value` is absent where `text` is not of its grammar, which is a problem. */
export interface Scalar<T> {
  value?: T
  /** Unfolded and trimmed. */
  text: string
  problems: Problem[]
}

function scalar<T>(what: string, read: (text: string) => T | undefined): (raw: string) => Scalar<T> {
  return (raw) => {
    const text = unfold(raw)
    const value = read(text)
    const problems: Problem[] = []
    if (value === undefined)
      addProblem(problems, `the value is ${text === '' ? 'empty' : what}`, 0, raw.length)
    return { value, text, problems }
  }
}

function within(low: number, high: number): (raw: string) => Scalar<number> {
  return scalar(`no integer from ${low} to ${high}`, (text) => {
    const value = readInteger(text)
    return value !== undefined && value >= low && value <= high ? value : undefined
  })
}

/** One of the words, given in the case of the list. */
function oneOf<T extends string>(...words: T[]): (raw: string) => Scalar<T> {
  const byLower = new Map(words.map((word) => [word.toLowerCase(), word]))
  return scalar(`none of ${words.join(', ')}`, (text) => byLower.get(text.toLowerCase()))
}

const parseCount = within(0, Number.MAX_SAFE_INTEGER)
const parseGuid = scalar('no GUID', (text) => (isGuid(text) ? text.toLowerCase() : undefined))
const parseBoolean = scalar('neither true nor false', (text) => {
  const word = text.toLowerCase()
  return word === 'true' ? true : word === 'false' ? false : undefined
})
const parseAddress = scalar('no address', (text) => readAddressLiteral(text, 0, text.length)?.ip)
const parseHost = scalar<ExchangeHost>('no Exchange Online host', parseExchangeHost)
const parseAuthAs = oneOf('Anonymous', 'Internal', 'External', 'Partner')
const parseScl = within(-1, 9)

/** Parsers by lower-case field name. */
export const exchangeFields = {
  'x-forefront-antispam-report': parseForefrontReport,
  'x-forefront-antispam-report-untrusted': parseForefrontReport,
  'x-forefront-antispam-report-original': parseForefrontReport,
  'x-microsoft-antispam': parseMicrosoftAntispam,
  'x-microsoft-antispam-untrusted': parseMicrosoftAntispam,
  'x-microsoft-antispam-mailbox-delivery': parseMailboxDelivery,
  'x-ms-exchange-crosspremises-antispam-scancontext': parseKeyValueList,

  'x-ms-traffictypediagnostic': parseTrafficTypeDiagnostic,
  'x-ms-exchange-crosstenant-originalattributedtenantconnectingip': parseConnectingIp,
  'x-eopattributedmessage': parseCount,
  'x-eoptenantattributedmessage': parseTenantAttribution,
  'x-incomingtopheadermarker': parseIncomingMarker,
  'x-incomingheadercount': parseCount,
  'x-clientproxiedby': parseClientProxiedBy,
  'x-originating-ip': parseAddress,
  'x-sender-ip': parseAddress,
  'x-ms-exchange-crosspremises-originalclientipaddress': parseAddress,

  'x-ms-exchange-organization-scl': parseScl,
  'x-ms-exchange-organization-pcl': parseScl,
  'x-ms-exchange-crosspremises-scl': parseScl,
  'x-ms-exchange-organization-authas': parseAuthAs,
  'x-ms-exchange-crosstenant-authas': parseAuthAs,
  'x-ms-exchange-crosspremises-authas': parseAuthAs,
  'x-ms-exchange-organization-authsource': parseHost,
  'x-ms-exchange-crosstenant-authsource': parseHost,
  'x-ms-exchange-crosspremises-authsource': parseHost,
  'x-ms-exchange-organization-messagedirectionality': oneOf('Incoming', 'Originating'),
  'x-ms-exchange-crosstenant-fromentityheader': oneOf('Internet', 'Hosted', 'HybridOnPrem'),

  'x-ms-exchange-crosstenant-id': parseGuid,
  'x-ms-exchange-crosstenant-network-message-id': parseGuid,
  'x-ms-exchange-crosstenant-rms-persistedconsumerorg': parseGuid,
  'x-ms-exchange-organization-network-message-id': parseGuid,
  'x-ms-office365-filtering-correlation-id': parseGuid,
  'x-ms-office365-filtering-correlation-id-prvs': parseGuid,

  'x-ms-exchange-transport-crosstenantheadersstamped': parseHost,
  'x-ms-exchange-transport-crosstenantheadersstripped': parseHost,
  'x-ms-exchange-transport-crosstenantheaderspromoted': parseHost,

  'x-ms-exchange-senderadcheck': within(0, 2),
  'x-ms-exchange-antispam-relay': within(0, 1),
  'x-ms-exchange-messagesentrepresentingtype': within(1, 2),
  'x-ms-exchange-antispam-messagedata-chunkcount': parseCount,
  'x-ms-exchange-antispam-messagedata-original-chunkcount': parseCount,
  'x-ms-exchange-eopdirect': parseBoolean,
  'x-ms-office365-filtering-p2notcompliant': parseBoolean,
  'x-ms-publictraffictype': scalar('no word', (text) => text || undefined),
  'x-sid-result': oneOf('PASS', 'NONE', 'FAIL'),
} as const

export type ExchangeFieldName = keyof typeof exchangeFields

/** Whether there is a parser for the field of this lower-case name. */
export function isExchangeField(name: string): name is ExchangeFieldName {
  return Object.hasOwn(exchangeFields, name)
}
