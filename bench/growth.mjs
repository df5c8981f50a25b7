// Whether memory grows: what is decided of samples. Nothing in here measures.

/** Share of the samples, from the first on, that are warm-up. */
const WARM_UP = 0.25
/** Growth after warm-up, by level, that samples may show without anything growing. */
const TOLERANCE = 0.05
/** Bytes of growth that are none, however low the level. */
const LEAST = 4e6

/**
 * The line through samples taken at even distances, the first quarter left out: by the median of the slopes between all pairs,
 * which a few outliers (a collection that is late, a large message) do not turn.
 * @param {number[]} samples bytes
 * @returns level: the median; growth: from the first to the last sample behind warm-up, on the line, both in bytes
 */
export function growthOf(samples) {
  const settled = samples.slice(Math.floor(samples.length * WARM_UP))
  const slopes = settled.flatMap((value, i) =>
    settled.slice(i + 1).map((later, distance) => (later - value) / (distance + 1)),
  )
  const level = median(settled)
  const growth = slopes.length > 0 ? median(slopes) * (settled.length - 1) : 0
  return { level, growth, grows: growth > Math.max(TOLERANCE * level, LEAST) }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}
