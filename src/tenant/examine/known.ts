/** Names and ids that mean something in a tenant's logs (tenant-artifacts 4, exchange-headers 3). */
import { EXPECTED_HEADERS } from '../../expected.ts'

/**
 * What a header field that a rule removes tells its recipient: the way of the message (`trace`), who vouched for it
 * (`authentication`), what Exchange itself wrote of it (`provenance`); `vendor` fields are a product's own, and harmless to remove.
 */
export type HeaderClass = 'trace' | 'authentication' | 'provenance' | 'vendor' | 'other'

const TRACE = new Set(['received', 'x-received', 'x-originating-ip', 'x-ms-traffictypediagnostic'])
const AUTHENTICATION =
  /^(?:authentication-results(?:-original)?|arc-(?:seal|message-signature|authentication-results)|(?:x-google-)?dkim-signature|domainkey-signature|received-spf|x-ms-exchange-authentication-results)$/
const PROVENANCE = /^x-(?:ms-exchange-|ms-office365-|forefront-|microsoft-antispam|eop)/

export function headerClass(name: string): HeaderClass {
  const key = name.trim().toLowerCase()
  if (TRACE.has(key)) return 'trace'
  if (AUTHENTICATION.test(key)) return 'authentication'
  if (PROVENANCE.test(key)) return 'provenance'
  return key.startsWith('x-') ? 'vendor' : 'other'
}

/** Whether its removal takes evidence from the recipient. */
export function isTelling(name: string): boolean {
  const of = headerClass(name)
  return of !== 'vendor' && of !== 'other'
}

const TWELVE: ReadonlySet<string> = new Set(EXPECTED_HEADERS.map((name) => name.toLowerCase()))

/** How many of the names are among the twelve that the rules of 2022 removed. */
export function countOfTwelve(names: readonly string[]): number {
  return new Set(names.map((name) => name.toLowerCase()).filter((name) => TWELVE.has(name))).size
}

/** `Test01` to `Test012`, as the rules of 2022 were called. */
export const RULE_NAME_2022 = /^Test0(?:[1-9]|1[0-2])$/
/** As the connectors of 2022 were called. */
export const CONNECTOR_NAME_2022 = /^Ran_[A-Za-z]{5}$/

/** Application permissions with which an application alone acts on all of Exchange, by id and by name. */
export const EXCHANGE_PERMISSIONS: ReadonlyMap<string, string> = new Map([
  ['dc50a0fb-09a3-484d-be87-e023b12c6440', 'Exchange.ManageAsApp'],
  ['exchange.manageasapp', 'Exchange.ManageAsApp'],
  ['exchange.manageasappv2', 'Exchange.ManageAsAppV2'],
  ['dc890d15-9560-4a4c-9b7f-a736ec74ec40', 'full_access_as_app'],
  ['full_access_as_app', 'full_access_as_app'],
])

/** Directory roles that make who has them an administrator of Exchange, by template id and by name. */
export const ADMIN_ROLES: ReadonlyMap<string, string> = new Map([
  ['62e90394-69f5-4237-9190-012177145e10', 'Global Administrator'],
  ['global administrator', 'Global Administrator'],
  ['company administrator', 'Global Administrator'],
  ['29232cdf-9323-42fd-ade2-1d097af3e4de', 'Exchange Administrator'],
  ['exchange administrator', 'Exchange Administrator'],
  ['exchange service administrator', 'Exchange Administrator'],
  ['e8611ab8-c189-46e8-94e1-60213ab1f814', 'Privileged Role Administrator'],
  ['privileged role administrator', 'Privileged Role Administrator'],
])

/** Clients for scripts, by client id. */
export const SCRIPT_CLIENTS: ReadonlyMap<string, string> = new Map([
  ['1b730954-1685-4b74-9bfd-dac224a7b894', 'Azure AD PowerShell'],
  ['fb78d390-0c51-40cd-8e17-fdbfab77341b', 'Exchange Online PowerShell'],
  ['1950a258-227b-4e31-a9cf-717495945fc2', 'Azure PowerShell'],
  ['04b07795-8ddb-461a-bbee-02f9e1bf7b46', 'Azure CLI'],
  ['14d82eec-204b-4c2f-b7e8-296a70dab67e', 'Microsoft Graph command line'],
])

/** Error codes of a sign-in whose password was wrong, or that was stopped before it was looked at. */
export const WRONG_PASSWORD: ReadonlySet<number> = new Set([50034, 50053, 50055, 50056, 50057, 50126, 81016])
/** Error codes of a sign-in whose password was right, and that something else stopped. */
export const RIGHT_PASSWORD: ReadonlySet<number> = new Set([
  50072, 50074, 50076, 50079, 50158, 53000, 53001, 53002, 53003, 53004, 500121,
])

/** Resources, which an application is given a permission on, and which is not the application. */
export const RESOURCES: ReadonlySet<string> = new Set([
  '00000002-0000-0ff1-ce00-000000000000',
  '00000003-0000-0000-c000-000000000000',
  '00000002-0000-0000-c000-000000000000',
  'office 365 exchange online',
  'microsoft graph',
  'windows azure active directory',
])
