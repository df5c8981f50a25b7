/** Names of Exchange Online machines, such as `AM6PR02MB4721.eurprd02.prod.outlook.com`. */

export interface ExchangeHost {
  /** Upper case. */
  machine: string
  /** `mailbox`: hub transport (MB); `frontend`: SMTP entrance (FT, EPF, PEPF, PPF); `proxy`: client access (CA). */
  role: 'mailbox' | 'frontend' | 'proxy' | 'unknown'
  /** Lower case, such as `eurprd02` or `eop-nam12`. */
  forest?: string
  /** Lower case, such as `prod.outlook.com`; absent where the machine stands alone. */
  domain?: string
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
    const machine = host.toUpperCase()
    const role = machineRole(machine)
    return role === 'unknown' ? undefined : { machine, role }
  }
  const rest = host.slice(dot + 1).toLowerCase()
  for (const domain of DOMAINS) {
    if (!rest.endsWith(domain)) continue
    const machine = host.slice(0, dot).toUpperCase()
    const role = machineRole(machine)
    if (machine === '') return undefined
    if (rest.length === domain.length) return { machine, role, domain }
    const forest = rest.slice(0, rest.length - domain.length - 1)
    if (rest[forest.length] !== '.' || forest.includes('.')) continue
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
