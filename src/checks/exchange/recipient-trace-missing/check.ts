import { EXCHANGE_ONLINE } from '../../../chain/operators.ts'
import { DELIVERY_MARKS } from '../../../chain/passage.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** Fields that only a delivering Exchange writes are there; the trace that it writes with them is not (exchange-headers 2). */
export const check: Check = {
  meta: {
    id: 'exchange/recipient-trace-missing',
    title: "The recipient's Exchange delivered the message, and its trace is missing",
    question: 'headersRemoved',
    severity: 'high',
    evidenceGroup: 'recipient-trace',
    reads: 'header',
    contract: true,
  },
  run(message, reporter) {
    const { header, passages } = message
    const { recipient } = passages
    // an Exchange server of one's own writes two of the marks, and an earlier Exchange Online the third
    if (recipient?.operator.id !== EXCHANGE_ONLINE || !message.headerComplete) return
    // mail that stays inside a tenant is not judged at its border
    if (recipient.path === 'internal') return
    const delivered = DELIVERY_MARKS.map((name) => header.first(name)).filter((field) => field !== undefined)
    if (delivered.length < DELIVERY_MARKS.length) return
    const missing = TRACE.filter((name) => !header.has(name.toLowerCase()))
    if (missing.length === 0) return reporter.held(EXCHANGE_ONLINE)
    if (message.route.saved) {
      reporter.dismiss({
        reason: 'saved-copy',
        summary: `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not there: a mail program saved this copy out of a mailbox, and exports no more than it knows`,
        evidence: delivered.map(rangeOf),
      })
      return
    }
    reporter.find({
      grade: missing.includes('Received') ? 'received' : missing.length === 2 ? 'authentication' : 'one',
      summary: `the fields of a delivery by Exchange Online are there, and ${missing.join(', ')}, written at the same time, ${missing.length === 1 ? 'is' : 'are'} not`,
      evidence: delivered.map(rangeOf),
      data: { missing },
      operator: EXCHANGE_ONLINE,
      removed: missing,
    })
  },
}

/** In all of them, in all, and in 99.8 %. */
const TRACE = ['Received', 'Received-SPF', 'Authentication-Results']
