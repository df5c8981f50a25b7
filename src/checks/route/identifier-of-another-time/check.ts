import type { RouteHop } from '../../../chain/hops.ts'
import { GOOGLE } from '../../../chain/operators.ts'
import { isoTime } from '../../../fields/iso-time.ts'
import { eximIdTime, googleIdTime, sendmailIdTime } from '../../../fields/queue-id.ts'
import type { Received } from '../../../fields/received.ts'
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
    const { hops, boundary } = message.route
    if (!boundary) return
    const wrong: Dated[] = []
    const look = ({ field, received, owner }: Line): void => {
      const dated = received.date?.time
      if (received.id === undefined || dated === undefined) return
      const made = timeOfId(received, received.id, dated, owner)
      if (made !== undefined && Math.abs(made - dated) >= TOLERANCE)
        wrong.push({ field, by: received.by?.host ?? 'a hop', made, dated })
    }
    for (let i = boundary.hop + 1; i < hops.length; i++) look(hops[i])
    for (const { field, value } of message.route.inner)
      if (value.by?.host.startsWith(INSIDE_GOOGLE) && message.sideOf(field) === 'sender')
        look({ field, received: value, owner: GOOGLE })
    if (wrong.length === 0) return
    const [{ by, made, dated }] = wrong
    const more = wrong.length > 1 ? `, and ${wrong.length - 1} more like it` : ''
    reporter.find({
      summary: `the line of ${by} is dated ${day(dated)}, but its identifier was made on ${day(made)}${more}`,
      evidence: places(wrong, ({ field }) => rangeOf(field)),
      data: {
        lines: wrong
          .slice(0, SHOWN)
          .map(({ by, made, dated }) => ({ by, made: isoTime(made), dated: isoTime(dated) })),
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

/** Google's machines have addresses in 10.0.0.0/8 inside, and write them as 6to4 ones (RFC 3056). */
const INSIDE_GOOGLE = '2002:a'

type Line = Pick<RouteHop, 'field' | 'received' | 'owner'>

/** Milliseconds since the epoch; undefined where the form of the identifier says nothing. */
function timeOfId(
  received: Received,
  id: string,
  dated: number,
  owner: string | undefined,
): number | undefined {
  if (owner === GOOGLE) return googleIdTime(id)
  return isSendmail(received) ? sendmailIdTime(id, dated) : eximIdTime(id)
}

/** Sendmail names its version and that of its configuration. */
function isSendmail({ by }: Received): boolean {
  return by?.software !== undefined && /^8\.\d/.test(by.software)
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
