import type { RouteHop } from '../../../chain/hops.ts'
import { eximIdTime, googleIdTime, sendmailIdTime } from '../../../fields/queue-id.ts'
import { parseReceived, type Received } from '../../../fields/received.ts'
import type { Message } from '../../../message.ts'
import type { Field } from '../../../mime/field.ts'
import { rangeOf } from '../../../mime/range.ts'
import { type Check, places } from '../../check.ts'

/** A hop's identifier holds the time at which the hop made it, and the line is dated otherwise (RFC 5321 4.4). */
export const check: Check = {
  meta: {
    id: 'route/identifier-of-another-time',
    title: 'The identifier of a hop was made at another time than its line says',
    question: 'headersForged',
    severity: 'high',
    evidenceGroup: 'pasted-hops',
    reads: 'header',
  },
  run(message, reporter) {
    const wrong: Dated[] = []
    for (const hop of senderLines(message)) {
      const { received } = hop
      const made = received.id === undefined ? undefined : timeOfId(hop, received.id)
      const dated = received.date?.time
      if (made === undefined || dated === undefined || Math.abs(made - dated) < TOLERANCE) continue
      wrong.push({ field: hop.field, by: received.by?.host ?? 'a hop', made, dated })
    }
    if (wrong.length === 0) return
    const [{ by, made, dated }] = wrong
    const more = wrong.length > 1 ? `, and ${wrong.length - 1} more like it` : ''
    reporter.find({
      summary: `the line of ${by} is dated ${day(dated)}, but its identifier was made on ${day(made)}${more}`,
      evidence: places(wrong, ({ field }) => rangeOf(field)),
      data: {
        lines: wrong
          .slice(0, SHOWN)
          .map(({ by, made, dated }) => ({ by, made: iso(made), dated: iso(dated) })),
      },
    })
  },
}

interface Dated {
  field: Field
  by: string
  made: number
  dated: number
}

/** Milliseconds. The zone of an identifier may be 14 hours off, and messages may take hours to come in. */
const TOLERANCE = 36 * 3_600_000

/** Lines in the figures of a finding. */
const SHOWN = 8

const GOOGLE = 'google'
/** Google's machines have addresses in 10.0.0.0/8 inside, and write them as 6to4 ones (RFC 3056). */
const INSIDE_GOOGLE = '2002:a'

type Line = Pick<RouteHop, 'field' | 'received' | 'owner'>

/** What the sender's side handed over: Received fields, and Google's own below them. */
function* senderLines(message: Message): Generator<Line> {
  const { hops, boundary } = message.route
  if (!boundary) return
  yield* hops.slice(boundary.hop + 1)
  for (const field of message.header.all('x-received')) {
    if (message.sideOf(field) !== 'sender') continue
    const received = parseReceived(field.raw)
    if (received.by?.host.startsWith(INSIDE_GOOGLE) || received.by?.ip?.startsWith(INSIDE_GOOGLE))
      yield { field, received, owner: GOOGLE }
  }
}

/** Milliseconds since the epoch; undefined where the form of the identifier says nothing. */
function timeOfId({ received, owner }: Line, id: string): number | undefined {
  if (owner === GOOGLE) return googleIdTime(id)
  if (isSendmail(received)) return received.date && sendmailIdTime(id, received.date.time)
  return eximIdTime(id)
}

/** Sendmail names its version and that of its configuration. */
function isSendmail({ by }: Received): boolean {
  return by?.software !== undefined && /^8\.\d/.test(by.software)
}

function iso(time: number): string {
  return new Date(time).toISOString()
}

function day(time: number): string {
  return iso(time).slice(0, 10)
}
