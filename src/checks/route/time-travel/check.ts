import type { RouteHop } from '../../../chain/hops.ts'
import { rangeOf } from '../../../mime/range.ts'
import type { Check } from '../../check.ts'

/** An older hop is dated after a newer one by more than clocks are wrong (received-grammar 2). */
export const check: Check = {
  meta: {
    id: 'route/time-travel',
    title: 'A hop is dated later than the hop that followed it',
    question: 'headersForged',
    severity: 'medium',
    evidenceGroup: 'clocks',
    reads: 'header',
  },
  run(message, reporter) {
    const { hops } = message.route
    let worst: { newer: RouteHop; older: RouteHop; seconds: number } | undefined
    for (let i = hops.length - 1; i >= 0; i--) {
      const { delay } = hops[i]
      if (delay === undefined || -delay <= (worst?.seconds ?? SKEW)) continue
      const older = hops.slice(i + 1).find(({ time }) => time !== undefined)!
      worst = { newer: hops[i], older, seconds: -delay }
    }
    if (!worst) return
    const { newer, older, seconds } = worst
    const evidence = [rangeOf(newer.field), rangeOf(older.field)]
    const amount = `${duration(seconds)} later than the hop that followed it`
    const data = { seconds, newer: newer.index, older: older.index }
    if (seconds < HOUR) {
      reporter.dismiss({ reason: 'clock-skew', summary: `hop ${older.index} is dated ${amount}`, evidence })
      return
    }
    // A zone written wrongly moves a time by whole hours, or half hours in some countries.
    const zone = seconds <= 14 * HOUR && Math.abs(seconds - Math.round(seconds / 1800) * 1800) <= ZONE_SLACK
    reporter.find({
      grade: seconds >= DAY ? 'days' : zone ? 'zone' : 'hours',
      summary: `hop ${older.index} is dated ${amount}`,
      evidence,
      data,
    })
  },
}

/** Seconds. Clocks of hosts that are looked after differ by less than the first. */
const SKEW = 300
const HOUR = 3600
const DAY = 86_400
const ZONE_SLACK = 120

function duration(seconds: number): string {
  if (seconds >= DAY) return `${(seconds / DAY).toFixed(1)} days`
  if (seconds >= HOUR) return `${(seconds / HOUR).toFixed(1)} hours`
  return `${Math.round(seconds / 60)} minutes`
}
