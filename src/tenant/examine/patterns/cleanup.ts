import { plural } from '../../../plural.ts'
import type { Severity } from '../../report.ts'
import { type ConnectorLife, isHybrid } from '../connector.ts'
import { CONNECTOR_NAME_2022, RULE_NAME_2022 } from '../known.ts'
import { lifetime, type Mark } from '../life.ts'
import type { RuleLife } from '../rule.ts'
import { duration, listed } from '../words.ts'
import { tellingOf } from './header-removal.ts'
import {
  clusters,
  DAY,
  grouped,
  MINUTE,
  noteOf,
  shifted,
  some,
  type TenantPattern,
  type TenantReporter,
} from './pattern.ts'

const IN_ONE_GO = 10 * MINUTE
/** What is kept longer was not made for one use. */
const BRIEF = 14 * DAY
const MANY = 3
/** As many rules deleted together with a connector stand out, whatever they did. */
const MANY_UNKNOWN = 6

interface Removal {
  removed: Mark & { time: number }
  rule?: RuleLife
  connector?: ConnectorLife
}

/** The tools of the attack taken away after use: then nothing but the log is left of them. */
export const pattern: TenantPattern = {
  id: 'sequence/cleanup',
  title: 'Rules that remove headers, or a connector with many rules, were deleted after a short life',
  run({ rules, connectors }, reporter) {
    const removals: Removal[] = []
    for (const rule of rules) if (isTimed(rule.removed)) removals.push({ rule, removed: rule.removed })
    for (const connector of connectors)
      if (isTimed(connector.removed) && !isHybrid(connector))
        removals.push({ connector, removed: connector.removed })
    for (const group of grouped(removals, ({ removed }) => removed.by).values())
      for (const cluster of clusters(group, ({ removed }) => removed.time, IN_ONE_GO))
        judge(cluster, reporter)
  },
}

const isTimed = (mark: Mark | undefined): mark is Mark & { time: number } => mark?.time !== undefined

function judge(removals: readonly Removal[], reporter: TenantReporter): void {
  const connectors = removals.flatMap(({ connector }) => connector ?? [])
  const rules = removals.flatMap(({ rule }) => rule ?? [])
  const brief = rules.filter(
    (rule) => tellingOf(rule).length > 0 && (lifetime(rule) ?? Number.POSITIVE_INFINITY) <= BRIEF,
  )
  // neither what they did nor since when is in the files
  const unknown = rules.filter((rule) => rule.made === undefined && rule.facts.removes.size === 0)
  const named =
    unknown.filter(({ name }) => RULE_NAME_2022.test(name)).length >= MANY ||
    connectors.some(({ name }) => CONNECTOR_NAME_2022.test(name))
  let severity: Severity
  let grade: string
  if (brief.length >= MANY || (brief.length > 0 && connectors.length > 0))
    [severity, grade] = ['high', 'tools']
  else if (brief.length > 0) [severity, grade] = ['medium', 'rules']
  else if (unknown.length >= MANY_UNKNOWN && connectors.length > 0)
    [severity, grade] = ['medium', 'unknown-rules']
  else if (unknown.length >= MANY && named) [severity, grade] = ['low', 'unknown-rules']
  else return
  if (named) severity = shifted(severity, 1)
  const what = brief.length > 0 ? brief : unknown
  const [{ removed: first }] = removals
  const lived = Math.max(...brief.map((rule) => lifetime(rule)!))
  const beside = connectors.length > 0 ? ` and connector ${listed(connectors.map(({ name }) => name))}` : ''
  reporter.find({
    severity,
    grade,
    summary: [
      `${first.who} deleted ${plural(what.length, 'rule')} (${listed(what.map(({ name }) => name))})${beside}`,
      brief.length > 0
        ? `the rules had removed ${listed(brief.flatMap(tellingOf))}, for ${duration(lived)} at most`
        : 'what the rules did is not in these files',
      ...(named ? ['named as those of the campaign of 2022'] : []),
    ].join('; '),
    notes: [
      noteOf(first, `${first.who} began to delete: ${plural(what.length, 'rule')}${beside}`, 'cleanup'),
      ...removals.slice(1).map(({ removed }) => noteOf(removed, undefined, 'cleanup')),
      ...brief.map(({ made }) => ({ time: made!.time, place: made!.place })),
    ],
    data: {
      by: first.who,
      rules: some(what.map(({ name }) => name)),
      connectors: some(connectors.map(({ name }) => name)),
    },
  })
}
