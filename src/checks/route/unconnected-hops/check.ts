import { mayBeResent } from '../../../chain/resent.ts'
import { rangeOf } from '../../../mime/range.ts'
import { type Check, places } from '../../check.ts'

/** The host that a line calls its client wrote the line below (RFC 5321 4.4): somewhere on a real route that is to be seen. */
export const check: Check = {
  meta: {
    id: 'route/unconnected-hops',
    title: "No host on the sender's side is one that the line above it names",
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'pasted-hops',
    reads: 'header',
  },
  run(message, reporter) {
    const { hops, handover } = message.route
    if (!handover) return
    const pairs = hops.length - 1 - handover.index
    if (pairs < LEAST) return
    const { links } = message.route
    for (let i = handover.index; i < hops.length - 1; i++) {
      // a name that is of use inside only is no name to others
      if (hops[i + 1].owner === undefined || links[i] !== 'none') return
    }
    if (mayBeResent(message.header, message.route)) return
    const route = hops.slice(handover.index)
    const names = route.slice(1, 1 + SHOWN).map(({ received }) => received.by!.host)
    const more = pairs > SHOWN ? ` and ${pairs - SHOWN} more` : ''
    reporter.find({
      grade: pairs === LEAST ? 'two' : 'more',
      summary: `${pairs} times in a row the line below is of a host that the line above does not name: ${names.join(', ')}${more}`,
      evidence: places(route, ({ field }) => rangeOf(field)),
      data: {
        hops: route.slice(0, SHOWN).map(({ received: { from, by } }) => ({
          from: from?.helo ?? from?.rdns ?? from?.ip,
          by: by?.host,
        })),
      },
    })
  },
}

/** Neighbours. One pair may be a host with other names inside than outside. */
const LEAST = 2
/** Hops that are named. */
const SHOWN = 8
