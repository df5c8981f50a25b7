import { plural } from '../../../plural.ts'
import type { Severity } from '../../report.ts'
import { countOfTwelve, headerClass, isTelling, RULE_NAME_2022 } from '../known.ts'
import { begun, lifetime, type Mark, maker, placesOf } from '../life.ts'
import { actsOnAll, isIdle, type RuleLife } from '../rule.ts'
import { duration, iso, listed, short } from '../words.ts'
import {
  clusters,
  grouped,
  MINUTE,
  type Note,
  noteOf,
  shifted,
  some,
  type TenantPattern,
  type TenantReporter,
} from './pattern.ts'

/** Rules that are made no further apart than this are made in one go. */
const IN_ONE_GO = 10 * MINUTE
/** As many telling headers are no matter of privacy any more. */
const MANY = 3

export const pattern: TenantPattern = {
  id: 'rules/header-removal',
  title: 'Mail flow rules remove headers by which a recipient can tell where mail came from',
  run({ rules }, reporter) {
    const removing = rules.filter(({ facts }) => facts.removes.size > 0)
    const harmless = removing.filter((life) => tellingOf(life).length === 0)
    if (harmless.length > 0)
      reporter.dismiss({
        reason: 'vendor-headers',
        summary: `${plural(harmless.length, 'rule')} ${harmless.length === 1 ? 'removes' : 'remove'} ${listed(harmless.flatMap(({ facts }) => [...facts.removes]))}, which tell nothing of where mail came from`,
        places: harmless.flatMap(placesOf),
      })
    for (const group of inOneGo(removing.filter((life) => tellingOf(life).length > 0))) judge(group, reporter)
  },
}

/** Header fields that it removes and whose removal takes evidence away. */
export function tellingOf({ facts }: RuleLife): string[] {
  return [...facts.removes].filter(isTelling)
}

/** Rules that one actor made within minutes of each other; those of exports that no time is known of by their maker alone. */
function inOneGo(lives: readonly RuleLife[]): RuleLife[][] {
  const groups = grouped(lives, (life) => {
    const { by } = maker(life) ?? { by: life.exportedAs?.createdBy?.toLowerCase() ?? '' }
    return `${beginning(life) === undefined ? '' : 'timed'} ${by}`
  })
  return [...groups].flatMap(([key, group]) =>
    key.startsWith('timed') ? clusters(group, (life) => beginning(life)!, IN_ONE_GO) : [group],
  )
}

function beginning(life: RuleLife): number | undefined {
  return begun(life) ?? life.changes[0]?.time
}

function judge(lives: readonly RuleLife[], reporter: TenantReporter): void {
  const bare = lives.filter(actsOnAll)
  const headers = namesOf(lives)
  const fromAll = namesOf(bare)
  const isTimed = beginning(lives[0]) !== undefined
  let severity: Severity
  let grade: string
  if (fromAll.length >= MANY) [severity, grade] = ['high', 'many-from-all-mail']
  else if (headers.length >= MANY && isTimed) [severity, grade] = ['medium', 'many-in-one-go']
  else if (fromAll.length > 0) [severity, grade] = ['medium', 'from-all-mail']
  else {
    for (const life of lives) judgeGuarded(life, reporter)
    return
  }
  const told = grade === 'from-all-mail' ? bare : lives
  const byApplication = told.some((life) => maker(life)?.actor.kind === 'application')
  const named = told.filter(({ name }) => RULE_NAME_2022.test(name)).length
  if (byApplication || named >= MANY) severity = shifted(severity, 1)
  const idle = told.every((life) => isIdle(life))
  if (idle) severity = shifted(severity, -1)
  find(told, { severity, grade, idle, named }, reporter)
}

/** A rule with conditions, or one of which not all is known. */
function judgeGuarded(life: RuleLife, reporter: TenantReporter): void {
  const headers = tellingOf(life)
  const { conditions, conditionsKnown } = life.facts
  if (conditionsKnown && headers.every((name) => headerClass(name) === 'trace'))
    reporter.dismiss({
      reason: 'privacy-rule',
      summary: `rule ${short(life.name)} removes ${listed(headers)} under a condition (${listed(conditions)}), as is done to hide inner hosts`,
      places: placesOf(life),
    })
  else find([life], { severity: 'low', grade: 'under-conditions', idle: isIdle(life), named: 0 }, reporter)
}

const namesOf = (lives: readonly RuleLife[]): string[] => {
  const names = new Map<string, string>()
  for (const life of lives)
    for (const name of tellingOf(life))
      if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
  return [...names.values()]
}

function find(
  lives: readonly RuleLife[],
  { severity, grade, idle, named }: { severity: Severity; grade: string; idle: boolean; named: number },
  reporter: TenantReporter,
): void {
  const headers = namesOf(lives)
  const one = lives.length === 1
  const times = lives.map(begun).filter((time) => time !== undefined)
  const took = times.length > 1 ? Math.max(...times) - Math.min(...times) : undefined
  const who = maker(lives[0])
  const removed = lives.filter(({ removed }) => removed)
  const lived = removed.map(lifetime).filter((time) => time !== undefined)
  const what = `${one ? `rule ${short(lives[0].name)}` : plural(lives.length, 'rule')} ${one ? 'removes' : 'remove'} ${listed(headers)}`
  const from = lives.every(actsOnAll)
    ? ' from all mail'
    : lives.every(({ facts }) => facts.conditionsKnown)
      ? ' under conditions'
      : ''
  const parts = [
    who && `made by ${who.who}${took === undefined ? '' : ` within ${duration(took)}`}`,
    removed.length > 0 &&
      `${removed.length === lives.length ? '' : `${removed.length} of them `}deleted${lived.length > 0 ? ` after ${duration(Math.max(...lived))}` : ''}`,
    idle && 'not at work when last seen',
    named >= MANY && 'named as those of the campaign of 2022',
  ].filter(Boolean)
  reporter.find({
    severity,
    grade,
    summary: [what + from, ...parts].join('; '),
    notes: notesOf(lives, what + from),
    data: {
      rules: some(lives.map(({ name }) => name)),
      headers: some(headers),
      ofTwelve: countOfTwelve(headers),
      conditions: some(lives.flatMap(({ facts }) => [...facts.conditions]).sort()),
      by: who?.who,
      made: iso(times.length > 0 ? Math.min(...times) : undefined),
      deleted: removed.length,
    },
  })
}

/** The first making and the first deletion are told; the others are evidence. */
function notesOf(lives: readonly RuleLife[], what: string): Note[] {
  const step = 'header-removal'
  const made = byTime(lives.flatMap((life) => life.made ?? []))
  const removed = byTime(lives.flatMap((life) => life.removed ?? []))
  const changes = lives.flatMap((life) =>
    life.changes.map((mark) => noteOf(mark, `${mark.who} changed rule ${short(life.name)}`, step)),
  )
  const exported = lives.flatMap((life) =>
    life.exported.map(
      (place): Note => ({ time: life.made ? undefined : life.exportedAs?.created, place, step }),
    ),
  )
  const [first] = exported
  if (first && made.length === 0) first.text = `exported: ${what}`
  return [
    ...made.map((mark, i) =>
      noteOf(
        mark,
        i === 0 ? `${mark.who} made ${lives.length === 1 ? 'a rule' : 'rules'}: ${what}` : undefined,
        step,
      ),
    ),
    ...changes,
    ...removed.map((mark, i) =>
      noteOf(
        mark,
        i === 0
          ? `${mark.who} deleted ${removed.length === 1 ? 'the rule' : `${removed.length} of the rules`}`
          : undefined,
      ),
    ),
    ...exported,
  ]
}

function byTime(marks: readonly Mark[]): Mark[] {
  return [...marks].sort((a, b) => (a.time ?? 0) - (b.time ?? 0))
}
