/** Messages that a person sends again as they are, the traces of their first way in them. */
import type { Header } from '../mime/header.ts'
import type { Route } from './route.ts'

/** RFC 5322 3.6.6. */
const RESENT = ['resent-from', 'resent-date', 'resent-sender', 'resent-message-id']

/** Whether a mailbox program handed the message over, or says that it was sent again ("redirect", "bounce"). */
export function mayBeResent(header: Header, { handover }: Route): boolean {
  return handover?.received.authenticated === true || RESENT.some((name) => header.has(name))
}
