// Contenders in alternation on the same messages, and what to make of their times.

/**
 * Milliseconds of each round by contender, and of each message where asked. Every contender reads all messages once a round; the
 * order turns from round to round. Warm-up rounds are not counted.
 * @param {Record<string, (message: Uint8Array) => unknown>} contenders
 * @param {Uint8Array[]} messages
 * @param {{ rounds: number, warmUp?: number, each?: string[] }} options each: contenders whose messages are timed one by one
 */
export async function measure(contenders, messages, { rounds, warmUp = 2, each = [] }) {
  const names = Object.keys(contenders)
  const times = Object.fromEntries(names.map((name) => [name, []]))
  const single = Object.fromEntries(each.map((name) => [name, []]))
  for (let round = -warmUp; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round + warmUp) % names.length]
      const run = contenders[name]
      const list = round >= 0 ? single[name] : undefined
      globalThis.gc?.()
      const start = performance.now()
      for (const message of messages) {
        const began = list && performance.now()
        const pending = run(message)
        if (pending) await pending
        list?.push(performance.now() - began)
      }
      if (round >= 0) times[name].push(performance.now() - start)
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
