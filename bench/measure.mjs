// Contenders in alternation on the same messages, and what to make of their times.

/** Milliseconds that a contender runs before it is measured. */
const WARM_UP = 8000

/** Milliseconds of processor time that the process has spent, in all its threads: what else the machine does counts less. */
function spent() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e3
}

/**
 * Milliseconds (processor time) of each round by contender, and of each message where asked. Every contender reads all messages once a round; the
 * order turns from round to round. Before that each is warmed up: two passes at least, and as many as fill eight seconds.
 * Garbage is collected when the engine wants to: a collection that is forced between passes drops what optimized code is made for,
 * and code that then is compiled again took twice as long.
 * @param {Record<string, (message: Uint8Array) => unknown>} contenders
 * @param {Uint8Array[]} messages
 * @param {{ rounds: number, each?: string[] }} options each: contenders whose messages are timed one by one
 */
export async function measure(contenders, messages, { rounds, each = [] }) {
  const names = Object.keys(contenders)
  const times = Object.fromEntries(names.map((name) => [name, []]))
  const single = Object.fromEntries(each.map((name) => [name, []]))
  const pass = async (run, list) => {
    const start = spent()
    for (const message of messages) {
      const began = list && spent()
      const pending = run(message)
      if (pending) await pending
      list?.push(spent() - began)
    }
    return spent() - start
  }
  for (const name of names) {
    let warm = 0
    for (let i = 0; i < 2 || warm < WARM_UP; i++) warm += await pass(contenders[name])
  }
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length]
      times[name].push(await pass(contenders[name], single[name]))
    }
  }
  return { times, single }
}

export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}

export const median = (values) => quantile(values, 0.5)

/** How many times as fast as `base` in each round: median, least and most. */
export function ratioOf(base, times) {
  const ratios = times.map((time, round) => base[round] / time)
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios), ratios }
}
