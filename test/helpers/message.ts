/** Invented messages, written with LF line ends, as checks and the chain read them. */
import type { Trust } from '../../src/chain/boundary.ts'

import { CHECKS } from '../../src/checks/index.ts'
import { type Found, runChecks } from '../../src/checks/run.ts'
import { Message } from '../../src/message.ts'
import { type Limits, resolveLimits } from '../../src/mime/limits.ts'
import type { Dismissal } from '../../src/schema.ts'
import { collectWhole } from './outline.ts'

export const NO_TRUST: Trust = { hosts: [], networks: [] }

interface Options {
  trust?: Trust
  limits?: Partial<Limits>
}

/** Line ends become CRLF, characters UTF-8. */
export function messageOf(text: string, { trust = NO_TRUST, limits }: Options = {}): Message {
  const bytes = new TextEncoder().encode(text.replaceAll('\n', '\r\n'))
  return new Message(collectWhole(bytes, limits), trust, resolveLimits(limits))
}

export interface Outcome {
  found: Found['draft'][]
  dismissed: Dismissal[]
  /** Bytes of the message. */
  size: number
}

/** What the check of that `group/id` says of a message. */
export function runCheck(id: string, text: string, options?: Options): Outcome {
  const check = CHECKS.find(({ meta }) => meta.id === id)
  if (!check) throw new Error(`there is no check ${id}`)
  const message = messageOf(text, options)
  const { found, dismissed } = runChecks([check], message, false)
  return { found: found.map(({ draft }) => draft), dismissed, size: message.size }
}

/** `finding`, `finding=grade`, `dismissed=reason` or `silent`: one word a report, for tables. */
export function verdictsOf(id: string, text: string, options?: Options): string {
  const { found, dismissed } = runCheck(id, text, options)
  const words = [
    ...found.map(({ grade }) => (grade === undefined ? 'finding' : `finding=${grade}`)),
    ...dismissed.map(({ reason }) => `dismissed=${reason}`),
  ]
  return words.join(' ') || 'silent'
}
