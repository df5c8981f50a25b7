/** Marks of mailing lists and forwarders, which write their own address for the author's (RFC 2919, RFC 2369). */
import type { Field } from '../mime/field.ts'
import type { Header } from '../mime/header.ts'

const FIELDS = [
  'list-id',
  'list-post',
  'mailing-list',
  'x-mailman-version',
  'x-original-from',
  'x-original-to',
  'x-forwarded-for',
]

/** The fields of the header that say so. */
export function mailingListFields(header: Header): Field[] {
  return FIELDS.flatMap((name) => header.first(name) ?? [])
}
