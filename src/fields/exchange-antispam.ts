/** The verdict fields of Exchange Online Protection: `KEY:value;KEY:value;` lists, some values lists themselves. */
import { addProblem, isSpace, type Problem, skipSpace, unfold } from '../mime/scan.ts'
import { readAddressLiteral } from './address-literal.ts'

/** A value of a key-value list with the place of key and value. */
export interface Entry {
  /** Unfolded and trimmed. */
  value: string
  start: number
  end: number
}

export interface KeyValueList {
  /** By key as written; of a repeated key the first. */
  entries: Map<string, Entry>
  problems: Problem[]
}

export interface ForefrontReport extends KeyValueList {
  /** `CIP`: the connecting address; 255.255.255.255 where the message was submitted inside the tenant. */
  cip?: string
  /** `CTRY` and `LANG`. */
  country?: string
  language?: string
  /** `SCL`: spam confidence level, -1 to 9. */
  scl?: number
  /** `SRV`, `IPV`, `SFV`, `CAT`, `DIR`: upper-case code words. */
  srv?: string
  ipv?: string
  sfv?: string
  cat?: string
  dir?: string
  /** `H`: the HELO name, or the submitting machine. */
  helo?: string
  /** `PTR`: reverse name of the connecting address. */
  ptr?: string
  /** `SFS`: ids of rules that fired, in order. */
  sfs: string[]
  /** `SFP`: code of the outbound pool. */
  sfp?: string
  /** `SFTY`: phishing safety tip, such as `9.25`. */
  sfty?: string
}

export interface MicrosoftAntispam extends KeyValueList {
  /** `BCL`: bulk complaint level, 0 to 9. */
  bcl?: number
  /** `PCL`: phishing confidence level, in older mail. */
  pcl?: number
  /** `ARA`, or `RULEID` in older mail: ids of rules, in order. */
  rules: string[]
}

export interface MailboxDelivery extends KeyValueList {
  /** `auth`: whether the sender counted as authenticated. */
  authenticated?: boolean
  /** `dest`: I inbox, J junk mail, C custom folder. */
  destination?: string
  /** `jmr`, `ucf`: whether the junk rule or a rule of the user moved the message. */
  junkRule?: boolean
  userRule?: boolean
  /** `OFR`: why, such as `SpamFilterAuthJ`. */
  reason?: string
  /** `ENG`: ids, in order. */
  engine: string[]
  /** `RF`: the folder. */
  folder?: string
}

const MAX_ENTRIES = 64
const MAX_IDS = 1000

/** Reads `key:value;key:value`; the last semicolon may be missing. */
export function parseKeyValueList(raw: string): KeyValueList {
  const list: KeyValueList = { entries: new Map(), problems: [] }
  readEntries(raw, list)
  if (list.entries.size === 0) addProblem(list.problems, 'there is no key:value', 0, raw.length)
  return list
}

/** Adds the entries of `raw` to the list, `wanted` ones alone where some are. */
function readEntries(
  raw: string,
  { entries, problems }: KeyValueList,
  wanted?: (key: string) => boolean,
): void {
  let at = 0
  while (at < raw.length) {
    const semicolon = raw.indexOf(';', at)
    const close = semicolon < 0 ? raw.length : semicolon
    const start = skipSpace(raw, at)
    at = close + 1
    if (start >= close) continue
    let end = close
    while (isSpace(raw.charCodeAt(end - 1))) end--
    let colon = start
    while (colon < end && raw.charCodeAt(colon) !== 0x3a) colon++
    if (colon === start || colon === end) {
      addProblem(problems, 'an entry is not of the form key:value', start, end)
      continue
    }
    const key = raw.slice(start, colon).trimEnd()
    if (wanted && !wanted(key)) continue
    if (entries.has(key)) addProblem(problems, `${key} stands more than once`, start, end)
    else if (entries.size >= MAX_ENTRIES) {
      addProblem(problems, `more than ${MAX_ENTRIES} entries`, start, raw.length)
      break
    } else entries.set(key, { value: unfold(raw.slice(colon + 1, end)), start, end })
  }
}

/** X-Forefront-Antispam-Report and its `-Untrusted` and `-Original` forms. */
export function parseForefrontReport(raw: string): ForefrontReport {
  const list = parseKeyValueList(raw)
  const word = (key: string) => list.entries.get(key)?.value.toUpperCase()
  const text = (key: string) => list.entries.get(key)?.value
  return {
    ...list,
    cip: readAddress(list, 'CIP'),
    country: word('CTRY'),
    language: text('LANG'),
    scl: readLevel(list, 'SCL'),
    srv: word('SRV'),
    ipv: word('IPV'),
    sfv: word('SFV'),
    helo: text('H'),
    ptr: text('PTR'),
    cat: word('CAT'),
    sfs: readIds(text('SFS')),
    dir: word('DIR'),
    sfp: text('SFP'),
    sfty: text('SFTY'),
  }
}

/** What an X-Forefront-Antispam-Report says of the connecting client: `CIP` and `H`. */
export type ForefrontClient = Pick<ForefrontReport, 'cip' | 'helo'>

/** Reads it alone. */
export function parseForefrontClient(raw: string): ForefrontClient {
  const list: KeyValueList = { entries: new Map(), problems: [] }
  readEntries(raw, list, isClientKey)
  return { cip: readAddress(list, 'CIP'), helo: list.entries.get('H')?.value }
}

function isClientKey(key: string): boolean {
  return key === 'CIP' || key === 'H'
}

/** X-Microsoft-Antispam and its `-Untrusted` form. */
export function parseMicrosoftAntispam(raw: string): MicrosoftAntispam {
  const list = parseKeyValueList(raw)
  return {
    ...list,
    bcl: readLevel(list, 'BCL'),
    pcl: readLevel(list, 'PCL'),
    rules: readIds((list.entries.get('ARA') ?? list.entries.get('RULEID'))?.value),
  }
}

/** X-Microsoft-Antispam-Mailbox-Delivery. */
export function parseMailboxDelivery(raw: string): MailboxDelivery {
  const list = parseKeyValueList(raw)
  const text = (key: string) => list.entries.get(key)?.value
  return {
    ...list,
    authenticated: readFlag(list, 'auth'),
    destination: text('dest')?.toUpperCase(),
    junkRule: readFlag(list, 'jmr'),
    userRule: readFlag(list, 'ucf'),
    reason: text('OFR'),
    engine: readIds(text('ENG')),
    folder: text('RF'),
  }
}

/** An address, or a problem; an empty value is neither. */
function readAddress(list: KeyValueList, key: string): string | undefined {
  const entry = list.entries.get(key)
  if (!entry || entry.value === '') return undefined
  const address = readAddressLiteral(entry.value, 0, entry.value.length)
  if (!address) addProblem(list.problems, `${key} is no address`, entry.start, entry.end)
  return address?.ip
}

/** An integer from -1 to 9, or a problem; an empty value is neither. */
function readLevel(list: KeyValueList, key: string): number | undefined {
  const entry = list.entries.get(key)
  if (!entry || entry.value === '') return undefined
  const digit = entry.value.charCodeAt(0) - 0x30
  if (entry.value.length === 1 && digit >= 0 && digit <= 9) return digit
  if (entry.value === '-1') return -1
  addProblem(list.problems, `${key} is no level from -1 to 9`, entry.start, entry.end)
  return undefined
}

/** 0 or 1, or a problem; an empty value is neither. */
function readFlag(list: KeyValueList, key: string): boolean | undefined {
  const entry = list.entries.get(key)
  if (!entry || entry.value === '') return undefined
  if (entry.value === '1') return true
  if (entry.value !== '0') addProblem(list.problems, `${key} is neither 0 nor 1`, entry.start, entry.end)
  return entry.value === '0' ? false : undefined
}

/** The words of `(1)(2)` or `1|2`, in order. */
function readIds(value: string | undefined): string[] {
  const ids: string[] = []
  if (!value) return ids
  let start = -1
  for (let i = 0; i <= value.length; i++) {
    const code = i < value.length ? value.charCodeAt(i) : 0x7c
    if (code !== 0x28 && code !== 0x29 && code !== 0x7c && !isSpace(code)) {
      if (start < 0) start = i
    } else if (start >= 0) {
      if (ids.length >= MAX_IDS) break
      ids.push(value.slice(start, i))
      start = -1
    }
  }
  return ids
}
