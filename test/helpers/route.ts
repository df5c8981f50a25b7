/** Received fields for tests of the chain. */
import type { Message } from '../../src/message.ts'

export const AT = 'Tue, 14 May 2024 14:03:13 +0000'

/** A Received field: what stands before the date, and the date. */
export const received = (clauses: string, date: string = AT) => `Received: ${clauses}; ${date}\n`

/** A header with these fields and a body of one word. */
export const mail = (...fields: string[]) => `${fields.join('')}From: jonna@example.org\n\nHello\n`

/** Host that received at the boundary, how the boundary was found, and the index of its hop. */
export function boundaryOf({ route }: Message): string {
  const { boundary, handover } = route
  return boundary ? `${boundary.hop} ${handover?.received.by?.host ?? '-'} ${boundary.how}` : 'none'
}
