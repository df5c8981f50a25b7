import { examineTenant, type TenantEvent, type TenantRecord } from '../../../../src/tenant/index.ts'
import { type ADMIN, rule } from '../records.ts'

/** What a pattern says of the records: `severity grade` of findings, `dismissed reason` of what it let go. */
export function said(id: string, records: TenantRecord[]): string[] {
  const { findings, dismissed } = examineTenant(records)
  return [
    ...findings.filter(({ pattern }) => pattern === id).map(({ severity, grade }) => `${severity} ${grade}`),
    ...dismissed.filter(({ pattern }) => pattern === id).map(({ reason }) => `dismissed ${reason}`),
  ]
}

/** So many minutes after a Sunday morning. */
export const at = (minutes: number): string =>
  new Date(Date.UTC(2026, 2, 1, 10, minutes)).toISOString().slice(0, 19)

/** A rule that removes a header. */
export const removal = (minutes: number, actor: typeof ADMIN, removeheader: string, more = {}): TenantEvent =>
  rule(at(minutes), actor, `removes ${removeheader}`, { removeheader, ...more })

/** The conditions of a rule for all that leaves the tenant. */
export const OUTBOUND = { sentto: '', fromscope: 'InOrganization' }
