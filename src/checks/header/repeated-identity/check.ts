import type { Field } from '../../../mime/field.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** A field that says who or what the message is stands twice with different values (RFC 5322 3.6). */
export const check: Check = {
  meta: {
    id: 'header/repeated-identity',
    title: 'From, Sender, Subject, Date or Message-ID stands there twice',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'repeated-identity',
    reads: 'header',
  },
  run(message, reporter) {
    const repeated: Field[] = []
    for (const name of ONCE) {
      const fields = message.header.all(name)
      if (fields.length > 1) repeated.push(...fields)
    }
    if (repeated.length === 0) return
    const evidence = repeated.map(rangeOf)
    const names = [...new Set(repeated.map(({ name }) => name))]
    const differ = names.filter((name) => new Set(message.header.all(name).map(({ text }) => text)).size > 1)
    if (differ.length === 0) {
      reporter.dismiss({
        reason: 'same-value',
        summary: `${names.join(', ')} stands there more than once, always with the same value`,
        evidence,
      })
      return
    }
    reporter.find({
      grade: differ.includes('from') ? 'from' : 'other',
      summary: `${differ.join(', ')} stands there more than once with different values; programs disagree on which one counts`,
      evidence: evidence.filter((_, i) => differ.includes(repeated[i].name)),
      data: { fields: differ },
    })
  },
}

const ONCE = ['from', 'sender', 'subject', 'date', 'message-id']
