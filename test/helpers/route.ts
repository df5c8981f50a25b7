/** Received fields for tests of the chain. */
const AT = 'Tue, 14 May 2024 14:03:13 +0000'

/** A Received field: what stands before the date, and the date. */
export const received = (clauses: string, date: string = AT) => `Received: ${clauses}; ${date}\n`

/** A header with these fields and a body of one word. */
export const mail = (...fields: string[]) => `${fields.join('')}From: jonna@example.org\n\nHello\n`
