/** Files for tests, and what is read of them. */
import type { TenantLimits } from '../../src/tenant/limits.ts'
import { readTenantRecords } from '../../src/tenant/read.ts'
import type { TenantRecord, Unread } from '../../src/tenant/record.ts'

const PATH = 'export'

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** UTF-16 with a byte order mark. */
export function utf16(text: string, order: 'little' | 'big' = 'little'): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return new Uint8Array(order === 'little' ? bytes : bytes.swap16())
}

/** Everything that is read of a file. */
export function readAll(
  file: string | Uint8Array,
  limits?: Partial<TenantLimits>,
): (TenantRecord | Unread)[] {
  return [...readTenantRecords(typeof file === 'string' ? bytesOf(file) : file, { path: PATH, limits })]
}

/** Plain data without what is undefined, and without the place. */
export function plain(record: TenantRecord | Unread): Record<string, unknown> {
  const { place, ...rest } = record
  return JSON.parse(JSON.stringify(rest))
}

/** The records of a file, without their places; an unread one is its reason. */
export function readings(file: string | Uint8Array, limits?: Partial<TenantLimits>): unknown[] {
  return readAll(file, limits).map((record) => (record.kind === 'unread' ? record.reason : plain(record)))
}

/** Operations of the events of a file; the names of other records; the reason of what was not read. */
export function names(file: string | Uint8Array, limits?: Partial<TenantLimits>): string[] {
  return readAll(file, limits).map((record) =>
    record.kind === 'unread'
      ? `unread: ${record.reason}`
      : record.kind === 'event'
        ? record.operation
        : record.name,
  )
}

/** The one record of an object. */
export function readOne(object: unknown): Record<string, unknown> {
  const records = readAll(JSON.stringify(object))
  if (records.length !== 1) throw new Error(`${records.length} records`)
  return plain(records[0])
}

/** An audit record of an Exchange cmdlet. */
export function cmdlet(
  operation: string,
  parameters: Record<string, string> = {},
  more: object = {},
): object {
  return {
    CreationTime: '2026-01-05T10:11:12',
    Id: '11111111-0000-4000-8000-000000000001',
    Operation: operation,
    OrganizationId: 'AAAAAAAA-0000-4000-8000-00000000000A',
    RecordType: 1,
    ResultStatus: 'True',
    UserKey: '1003200000000000',
    UserType: 5,
    Version: 1,
    Workload: 'Exchange',
    ClientIP: '203.0.113.7:52311',
    ObjectId: 'contoso.onmicrosoft.com\\Test01',
    UserId: 'contoso.example_xyz',
    AppId: 'BBBBBBBB-0000-4000-8000-00000000000B',
    ClientAppId: '',
    ExternalAccess: false,
    OrganizationName: 'contoso.onmicrosoft.com',
    OriginatingServer: 'AM0PR01MB0000 (15.20.1.1)',
    Parameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })),
    ...more,
  }
}
