/** Names of Exchange Online machines, such as `AM6PR02MB4721.eurprd02.prod.outlook.com`. */
import { lowerSlice, textIs, upperSlice } from './codes.ts'

export interface ExchangeHost {
  /** Upper case. */
  machine: string
  /** `mailbox`: hub transport (MB); `frontend`: SMTP entrance (FT, EPF, PEPF, PPF); `proxy`: client access (CA). */
  role: 'mailbox' | 'frontend' | 'proxy' | 'unknown'
  /** Lower case, such as `eurprd02` or `eop-nam12`; undefined where none stands before the domain. */
  forest: string | undefined
  /** Lower case, such as `prod.outlook.com`; undefined where the machine stands alone. */
  domain: string | undefined
}

/** Domains in which machines of Exchange Online are named; a forest may stand before them. */
const DOMAINS = [
  'prod.outlook.com',
  'prod.exchangelabs.com',
  'prod.protection.outlook.com',
  'mail.protection.outlook.com',
  'outbound.protection.outlook.com',
  'outlook.office365.com',
  'prod.office365.us',
  'mail.protection.office365.us',
  'prod.partner.outlook.cn',
  'mail.protection.partner.outlook.cn',
]

/** The domains by two code units of their ends, which most other names have not. */
const BY_END = new Map<number, string[]>()
for (const domain of DOMAINS) {
  const same = BY_END.get(endOf(domain))
  if (same) same.push(domain)
  else BY_END.set(endOf(domain), [domain])
}

/** The code units before the last three of a name, letter case aside. */
function endOf(name: string): number {
  const at = name.length - 5
  return ((name.charCodeAt(at) | 32) << 8) | name.charCodeAt(at + 1) | 32
}

/** Longest name that is looked at; DNS allows no longer one. */
const MAX_LENGTH = 255

/**
 * Reads a host name, or a machine name alone as X-MS-TrafficTypeDiagnostic gives it. Undefined where the name is not of
 * Exchange Online; a machine that fits no known grammar has the role `unknown`.
 */
export function parseExchangeHost(host: string): ExchangeHost | undefined {
  if (host.length > MAX_LENGTH) return undefined
  const dot = host.indexOf('.')
  if (dot < 0) {
    const machine = upperSlice(host)
    const role = machineRole(machine)
    return role === 'unknown' ? undefined : { machine, role, forest: undefined, domain: undefined }
  }
  const domains = BY_END.get(endOf(host))
  if (domains === undefined) return undefined
  for (const domain of domains) {
    const start = host.length - domain.length
    if (start <= dot || !textIs(host, start, host.length, domain)) continue
    if (dot === 0) return undefined
    const machine = upperSlice(host, 0, dot)
    const role = machineRole(machine)
    if (start === dot + 1) return { machine, role, forest: undefined, domain }
    const forest = lowerSlice(host, dot + 1, start - 1)
    if (host.charCodeAt(start - 1) !== 0x2e || forest.includes('.')) continue
    return { machine, role, forest, domain }
  }
  return undefined
}

/**
 * Reads the end of a machine name: `MB` and 3 to 5 digits, `FT` and 3 or 4, `CA` and 4, or `EPF`/`PPF` and 3 to 10
 * hexadecimal digits, each behind a site of at least three letters and digits.
 */
function machineRole(machine: string): ExchangeHost['role'] {
  let digits = machine.length
  while (digits > 0 && isDigit(machine.charCodeAt(digits - 1))) digits--
  const count = machine.length - digits
  const site = digits - 2
  if (site >= 3 && isWord(machine, site)) {
    if (count >= 3 && count <= 5 && machine.startsWith('MB', site)) return 'mailbox'
    if (count >= 3 && count <= 4 && machine.startsWith('FT', site)) return 'frontend'
    if (count === 4 && machine.startsWith('CA', site)) return 'proxy'
  }
  // F, of "PF", is a hexadecimal digit itself: the first "PF" behind the site is meant.
  const mark = machine.indexOf('PF', 3)
  const hex = machine.length - mark - 2
  if (mark < 3 || hex < 3 || hex > 10 || !isWord(machine, mark)) return 'unknown'
  for (let i = mark + 2; i < machine.length; i++) if (!isHex(machine.charCodeAt(i))) return 'unknown'
  const before = machine[mark - 1]
  return before === 'E' || before === 'P' ? 'frontend' : 'unknown'
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function isHex(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46)
}

/** Whether the first `length` code units are capital letters and digits. */
function isWord(text: string, length: number): boolean {
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (!isDigit(code) && !(code >= 0x41 && code <= 0x5a)) return false
  }
  return true
}
