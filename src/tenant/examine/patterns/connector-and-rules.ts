import { plural } from '../../../plural.ts'
import type { Severity } from '../../report.ts'
import { type ConnectorLife, isHybrid } from '../connector.ts'
import type { RuleLife } from '../rule.ts'
import { duration, listed, short } from '../words.ts'
import { tellingOf } from './header-removal.ts'
import {
  clusters,
  DAY,
  grouped,
  MINUTE,
  noteOf,
  some,
  type TenantPattern,
  type TenantReporter,
} from './pattern.ts'

/** A connector and rules that are made within this time are made for each other. */
const TOGETHER = 10 * MINUTE
/** Rules beside connectors that are looked at. */
const MOST_RULES = 100
const MANY = 3

type Timed<T> = T & { made: { time: number } }

/** The heart of the attack: a way in for the mail, and rules that hide that it came this way. */
export const pattern: TenantPattern = {
  id: 'sequence/connector-and-rules',
  title: 'One actor made a connector for mail from outside, and rules that hide where mail came from',
  run({ connectors, rules }, reporter) {
    const telling = rules.filter(isMade<RuleLife>).filter((life) => tellingOf(life).length > 0)
    const byMaker = grouped(telling, ({ made }) => made.by)
    for (const group of byMaker.values()) group.sort((a, b) => a.made.time - b.made.time)
    const opened = connectors.filter(isMade<ConnectorLife>).filter((life) => !isHybrid(life))
    for (const [by, own] of grouped(opened, ({ made }) => made.by))
      for (const cluster of clusters(own, ({ made }) => made.time, TOGETHER))
        judge(cluster, byMaker.get(by) ?? [], reporter)
  },
}

/** Connectors that were made in one go, and the rules of the same actor in the order of time. */
function judge(
  connectors: readonly Timed<ConnectorLife>[],
  rules: readonly Timed<RuleLife>[],
  reporter: TenantReporter,
): void {
  const { made } = connectors[0]
  const until = connectors.at(-1)!.made.time
  const near = within(rules, made.time - DAY, until + DAY)
  if (near.length === 0) return
  const apart = ({ made: { time } }: Timed<RuleLife>): number => Math.max(0, made.time - time, time - until)
  const soon = near.filter((life) => apart(life) <= TOGETHER)
  const severity: Severity = soon.length >= MANY ? 'high' : 'medium'
  const headers = near.flatMap(tellingOf)
  const names = connectors.map(({ name }) => name)
  const last = Math.max(until, near.at(-1)!.made.time)
  const took = last - Math.min(made.time, near[0].made.time)
  reporter.find({
    severity,
    grade: soon.length >= MANY ? 'together' : near.length >= MANY ? 'on-one-day' : 'few-rules',
    summary: `${made.who} made ${names.length === 1 ? `connector ${short(names[0])}` : plural(names.length, 'connector')} and ${plural(near.length, 'rule')} that ${near.length === 1 ? 'removes' : 'remove'} ${listed(headers)}, within ${duration(took)}`,
    notes: [
      ...connectors.map((life) => noteOf(life.made, undefined, 'connector')),
      ...near.map((life) => noteOf(life.made, undefined, 'header-removal')),
    ],
    data: {
      by: made.who,
      byApplication: made.actor.kind === 'application',
      connectors: some(names),
      rules: some(near.map((life) => life.name)),
      headers: some(headers),
      seconds: Math.round(took / 1000),
    },
  })
}

function isMade<T extends RuleLife | ConnectorLife>(life: T): life is Timed<T> {
  return life.made?.time !== undefined
}

/** Those made between two times, out of a list in the order of time. */
function within(lives: readonly Timed<RuleLife>[], from: number, to: number): Timed<RuleLife>[] {
  let low = 0
  for (let high = lives.length; low < high; ) {
    const middle = (low + high) >> 1
    if (lives[middle].made.time < from) low = middle + 1
    else high = middle
  }
  const found: Timed<RuleLife>[] = []
  for (let i = low; i < lives.length && found.length < MOST_RULES && lives[i].made.time <= to; i++)
    found.push(lives[i])
  return found
}
