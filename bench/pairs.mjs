// One process of bench:ci: both builds in alternation on the same messages. Prints its times as JSON.
import { join } from 'node:path'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { mixOf } from './mixes.mjs'
import { tasksOf } from './tasks.mjs'

/** Milliseconds of processor time that a round of one build takes at least. */
const LEAST = 60
/** Milliseconds of processor time that each build runs before the first round that counts. */
const WARM_UP = 500
/** Passes of the checks before the first one that counts. */
const WARM_UP_PASSES = 2
/** Milliseconds after which the builds take turns. */
const TURN = 2
/** Every so many messages of a mix the checks are timed. */
const SPARSE = 8

const given = JSON.parse(argv[2])
const SIDES = given.first === 'base' ? ['base', 'change'] : ['change', 'base']
const rounds = Number(given.rounds)

const load = (side, path) => import(pathToFileURL(join(given[side], path)).href)
const tasks = {}
for (const side of SIDES) tasks[side] = tasksOf(await load(side, 'dist/index.js'))

const rows = []
const sparse = []
for (const mix of given.mix) {
  const messages = mixOf(mix, given.real)
  if (mix !== 'attachments') sparse.push(...messages.filter((_, i) => i % SPARSE === 0))
  for (const task of Object.keys(tasks.base)) rows.push({ mix, task, rounds: timesOf(task, messages) })
}
console.log(JSON.stringify({ rows, checks: await checksOf(sparse) }))

/**
 * Times of the rounds that count. Each round has a share of the messages, all rounds together have them all; and the builds
 * take turns on pieces of it, so that what else the machine does meets both.
 */
function timesOf(task, messages) {
  const shares = messages.length < 4 * rounds ? Array(rounds).fill(messages) : dealt(messages, rounds)
  const timed = (side, list) => {
    const run = tasks[side][task]
    const before = process.cpuUsage()
    for (const message of list) run(message)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e3
  }
  let spent = 0
  let passes = 0
  for (; spent < 2 * WARM_UP; passes += 2) for (const side of SIDES) spent += timed(side, messages)
  const perRound = (spent / passes) * (shares[0].length / messages.length)
  const repeats = Math.ceil(LEAST / perRound)
  const turns = Math.min(shares.at(-1).length, Math.ceil(perRound / TURN))
  return shares.map((share, round) => {
    const times = { base: 0, change: 0 }
    for (let i = 0; i < repeats; i++) {
      for (const [turn, piece] of dealt(share, turns).entries()) {
        const order = (round + i + turn) % 2 === 0 ? SIDES : SIDES.toReversed()
        for (const side of order) times[side] += timed(side, piece)
      }
    }
    return times
  })
}

function dealt(list, hands) {
  return Array.from({ length: hands }, (_, hand) => list.filter((_, i) => i % hands === hand))
}

/** Microseconds a message that each check takes in each build; null where a build has no such check. */
async function checksOf(messages) {
  const meters = {}
  for (const side of SIDES) {
    // each tree knows how its own checks are run; one from before that is not asked
    const { createMeter } = await load(side, 'bench/floors.mjs')
    meters[side] = await createMeter?.()
  }
  for (let pass = 0; pass < WARM_UP_PASSES + rounds; pass++) {
    for (const side of SIDES) {
      if (pass === WARM_UP_PASSES) meters[side]?.clear()
      meters[side]?.read(messages)
    }
  }
  const passes = rounds * messages.length
  const ids = new Set(SIDES.flatMap((side) => [...(meters[side]?.checks.keys() ?? [])]))
  return [...ids].map((id) => {
    const cost = (side) => {
      const spent = meters[side]?.checks.get(id)
      return spent === undefined ? null : (1e3 * spent) / passes
    }
    return { id, base: cost('base'), change: cost('change') }
  })
}
