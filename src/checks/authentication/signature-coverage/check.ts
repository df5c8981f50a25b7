import type { DkimSignature } from '../../../fields/dkim-signature.ts'
import type { Message } from '../../../message.ts'
import type { Field } from '../../../mime/field.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** A signature that is said to pass leaves open what a reader sees (RFC 6376 5.4, 8.2, 8.15). */
export const check: Check = {
  meta: {
    id: 'authentication/signature-coverage',
    title: 'A signature does not cover what the reader sees',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'signature-coverage',
    reads: 'header',
  },
  run(message, reporter) {
    let passed: Passed | undefined
    for (const { field, value } of message.authentication.signatures) {
      const gap = gapOf(message, value)
      if (!gap) continue
      const { grade, what, fields } = gap
      const summary = `the signature of ${value.domain ?? 'nobody'} ${what}`
      const evidence = [rangeOf(field), ...fields.map(rangeOf)]
      passed ??= passedSignatures(message)
      if (!passes(passed, value)) {
        reporter.dismiss({
          reason: 'not-verified',
          summary: `${summary}; the recipient's side does not say that it passed`,
          evidence,
        })
        continue
      }
      reporter.find({ grade, summary, evidence, data: { domain: value.domain, selector: value.selector } })
    }
  },
}

interface Gap {
  grade: 'from' | 'repeated' | 'body' | 'expired'
  what: string
  fields: readonly Field[]
}

/** Fields that stand once (RFC 5322 3.6) and that a reader, or his program, goes by. */
const SINGULAR = ['from', 'subject', 'to', 'date', 'sender', 'reply-to', 'content-type']
/** Seconds; clocks differ. */
const SLACK = 3600

function gapOf({ header, route, size, entity }: Message, signature: DkimSignature): Gap | undefined {
  const { signed, bodyLength, expiration } = signature
  if (signed.length === 0) return undefined
  if (!signed.includes('from')) return { grade: 'from', what: 'does not cover From', fields: [] }
  for (const name of SINGULAR) {
    const fields = header.all(name)
    if (fields.length < 2) continue
    const covered = signed.filter((one) => one === name).length
    if (covered > 0 && fields.length > covered)
      return {
        grade: 'repeated',
        what: `covers ${covered === 1 ? 'one' : covered} of ${fields.length} ${fields[0].rawName} fields`,
        fields,
      }
  }
  const body = size - entity.root.bodyStart
  if (bodyLength !== undefined && bodyLength * 2 < body)
    return { grade: 'body', what: `covers ${bodyLength} of about ${body} bytes of the body`, fields: [] }
  const received = route.handover?.time
  if (expiration !== undefined && received !== undefined && received / 1000 > expiration + SLACK)
    return { grade: 'expired', what: 'had expired when the message was handed over', fields: [] }
  return undefined
}

/** Selectors by domain; undefined among them where a result names none. */
type Passed = Map<string, Set<string | undefined>>

/** The signatures of which the recipient's side says that they passed. */
function passedSignatures(message: Message): Passed {
  const passed: Passed = new Map()
  for (const { field, value } of message.authentication.results) {
    if (message.sideOf(field) !== 'recipient') continue
    for (const { method, result, properties } of value.results) {
      if (method !== 'dkim' || result !== 'pass') continue
      const domain = (properties['header.d'] ?? properties['header.i']?.split('@').pop())?.toLowerCase()
      if (domain === undefined) continue
      const selectors = passed.get(domain) ?? new Set()
      passed.set(domain, selectors.add(properties['header.s']?.toLowerCase()))
    }
  }
  return passed
}

function passes(passed: Passed, { domain, selector }: DkimSignature): boolean {
  const selectors = domain === undefined ? undefined : passed.get(domain)
  return selectors !== undefined && (selectors.has(undefined) || selectors.has(selector))
}
