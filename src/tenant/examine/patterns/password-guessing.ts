import { plural } from '../../../plural.ts'
import type { TenantEvent } from '../../record.ts'
import type { Severity } from '../../report.ts'
import { RIGHT_PASSWORD, SCRIPT_CLIENTS, WRONG_PASSWORD } from '../known.ts'
import type { Ledger } from '../ledger.ts'
import { actorName } from '../principals.ts'
import { duration, iso, listed, short } from '../words.ts'
import {
  type Case,
  DAY,
  grouped,
  type Note,
  some,
  type TenantPattern,
  type TenantReporter,
} from './pattern.ts'

/** Users of one address with a wrong password within a day, from which on somebody guesses. */
const MANY_USERS = 10
/** The same with a client for scripts, which few use by hand. */
const MANY_USERS_BY_SCRIPT = 4
/** What follows a sign-in within this time is counted to it. */
const AFTER = 30 * DAY
/** Share of the users with a wrong password who then sign in from the same address: in an office most do. */
const OFFICE = 0.5
/** Operations after the sign-in that are shown. */
const SHOWN = 10

type SignIn = Ledger['signIns'][number]

/** Passwords tried over many users from one address, and what came of it. */
export const pattern: TenantPattern = {
  id: 'sign-ins/password-guessing',
  title: 'Passwords were tried over many users from one address',
  run(tenant, reporter) {
    const { ledger } = tenant
    const known = grouped(
      ledger.signIns.filter(({ ip }) => ip !== undefined),
      ({ ip }) => ip!,
    )
    let operations: Operations | undefined
    for (const [ip, own] of known) {
      const guesses =
        bestDay(own, MANY_USERS, ledger) ??
        bestDay(
          own.filter(({ signIn }) => SCRIPT_CLIENTS.has(signIn?.appId ?? '')),
          MANY_USERS_BY_SCRIPT,
          ledger,
        )
      if (!guesses) continue
      operations ??= indexOperations(tenant)
      judge(ip, own, guesses, ledger, operations, reporter)
    }
  },
}

const userOf = ({ actor }: TenantEvent, { principals }: Ledger): string => principals.actorKey(actor)

function isWrong({ signIn, succeeded }: TenantEvent): boolean {
  const error = signIn?.error
  return error ? WRONG_PASSWORD.has(error) : succeeded === false
}

/** Whether the password was right: `in`, or `stopped` by a second factor or the like. */
function isRight({ signIn, succeeded }: TenantEvent): 'in' | 'stopped' | undefined {
  const error = signIn?.error
  if (error) return RIGHT_PASSWORD.has(error) ? 'stopped' : undefined
  return succeeded === false ? undefined : 'in'
}

/** The wrong passwords of the day on which the most users had one, from this address. */
function bestDay(signIns: readonly SignIn[], least: number, ledger: Ledger): SignIn[] | undefined {
  const wrong = signIns.filter(isWrong)
  if (wrong.length < least) return undefined
  const counts = new Map<string, number>()
  let start = 0
  let most = least - 1
  let best: [number, number] | undefined
  for (const [end, attempt] of wrong.entries()) {
    const user = userOf(attempt, ledger)
    counts.set(user, (counts.get(user) ?? 0) + 1)
    while (attempt.time - wrong[start].time > DAY) {
      const gone = userOf(wrong[start++], ledger)
      const left = counts.get(gone)! - 1
      if (left === 0) counts.delete(gone)
      else counts.set(gone, left)
    }
    // the end of the best day goes on as long as no user drops out
    if (counts.size > most || (best && counts.size === most && start === best[0])) {
      most = counts.size
      best = [start, end]
    }
  }
  return best && wrong.slice(best[0], best[1] + 1)
}

interface Operations {
  byActor: Map<string, TenantEvent[]>
  byAddress: Map<string, TenantEvent[]>
}

function indexOperations({ ledger }: Case): Operations {
  const timed = ledger.events.filter(({ time, succeeded }) => time !== undefined && succeeded !== false)
  return {
    byActor: grouped(timed, ({ actor }) => ledger.principals.actorKey(actor)),
    byAddress: grouped(
      timed.filter(({ ip }) => ip !== undefined),
      ({ ip }) => ip!,
    ),
  }
}

/** Operations of a list in the order of time that follow within a month. */
function following(events: readonly TenantEvent[] | undefined, time: number): TenantEvent[] {
  return (events ?? []).filter((event) => event.time! >= time && event.time! - time <= AFTER).slice(0, SHOWN)
}

function judge(
  ip: string,
  own: readonly SignIn[],
  guesses: readonly SignIn[],
  ledger: Ledger,
  operations: Operations,
  reporter: TenantReporter,
): void {
  const users = new Set(guesses.map((attempt) => userOf(attempt, ledger)))
  const [first] = guesses
  const until = guesses.at(-1)!.time + DAY
  const right = own.filter(
    (attempt) => attempt.time >= first.time && attempt.time <= until && isRight(attempt),
  )
  const inside = right.filter((attempt) => isRight(attempt) === 'in')
  const alsoIn = new Set(inside.map((attempt) => userOf(attempt, ledger)).filter((user) => users.has(user)))
  if (alsoIn.size >= users.size * OFFICE) {
    reporter.dismiss({
      reason: 'shared-address',
      summary: `${plural(users.size, 'user')} had a wrong password at ${ip} within a day, and ${alsoIn.size} of them signed in from there: an address that many share`,
      places: guesses.map(({ place }) => place),
    })
    return
  }
  const client = SCRIPT_CLIENTS.get(mostFrequent(guesses.map(({ signIn }) => signIn?.appId ?? '')))
  const successes = new Map<string, SignIn>()
  for (const attempt of right) {
    const user = userOf(attempt, ledger)
    const known = successes.get(user)
    if (!known || (isRight(known) === 'stopped' && isRight(attempt) === 'in')) successes.set(user, attempt)
  }
  const entered = [...successes].filter(([, attempt]) => isRight(attempt) === 'in')
  const after = new Set<TenantEvent>()
  for (const [user, { time }] of entered)
    for (const event of following(operations.byActor.get(user), time)) after.add(event)
  for (const event of following(operations.byAddress.get(ip), first.time)) after.add(event)
  const single = entered.filter(([, { signIn }]) => signIn?.singleFactor).length
  let [severity, grade]: [Severity, string] = ['low', 'no-success']
  if (after.size > 0) [severity, grade] = ['high', 'operations']
  else if (successes.size > 0) [severity, grade] = ['medium', entered.length > 0 ? 'success' : 'stopped']
  const names = [...successes.values()].map(actorName)
  const took = duration(guesses.at(-1)!.time - first.time)
  const where = `${plural(guesses.length, 'wrong password')} of ${plural(users.size, 'user')} at ${ip} within ${took}`
  const outcome =
    successes.size === 0
      ? 'none was right'
      : entered.length > 0
        ? `then ${listed(entered.map(([, attempt]) => actorName(attempt)))} signed in from there${single > 0 ? ', with a password alone' : ''}`
        : `the password of ${listed(names)} was right, and something else stopped the sign-in`
  const operationNames = [...after].sort((a, b) => a.time! - b.time!).map(({ operation }) => operation)
  reporter.find({
    severity,
    grade,
    summary: [
      where + (client ? `, with ${client}` : ''),
      outcome,
      after.size > 0 && `and after that ${listed(operationNames)}`,
    ]
      .filter(Boolean)
      .join('; '),
    notes: [
      { ...first, text: where, step: 'password-guessing' },
      ...[...successes.values()].map((attempt): Note => {
        const how = isRight(attempt) === 'in' ? 'signed in' : 'had the right password'
        return { ...attempt, text: `${short(actorName(attempt))} ${how} at ${ip}`, step: 'sign-in' }
      }),
      ...[...after].map(({ time, place }) => ({ time, place })),
      ...guesses.slice(1).map(({ time, place }) => ({ time, place })),
    ],
    data: {
      ip,
      client,
      users: users.size,
      attempts: guesses.length,
      from: iso(first.time),
      succeeded: some(names),
      singleFactor: single,
      operations: some(operationNames),
    },
  })
}

function mostFrequent(values: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best = ''
  for (const [value, count] of counts) if (best === '' || count > counts.get(best)!) best = value
  return best
}
