/**
 * Groups fingerprints in near-linear time. Messages that agree in a part of a sketch, or in another mark, meet in a bucket;
 * in each they are compared with a few leaders only, so that no bucket is too large. The pairs that are found are joined,
 * those of one text first, then from the most alike on, and only where the two groups' representatives are alike, too: a
 * chain of small steps is no group.
 * The result depends on the messages alone, not on their order.
 */
import { ENOUGH, evidence, isOneText, isSame } from './alike.ts'
import {
  DIGEST,
  FIELDS,
  IMAGES,
  LAYOUT,
  LINKS,
  MORE_SIZES,
  REPLAYS,
  SIZES,
  SUBJECT,
  TEXT,
} from './fingerprint.ts'
import { mix } from './hash.ts'

/** Messages of a bucket that others are compared with. */
const LEADERS = 12
/** Share of {@link ENOUGH} that representatives of groups need. */
const GUARD = 0.7
/** Puts pairs of one text before all others. */
const ONE_TEXT = 100
/** Places of a sketch that make one bucket. */
const TEXT_BAND = 3
const LAYOUT_BAND = 4
const URL_BAND = 2

/** The bucket of a row, 0 where it is in none. */
type Bucket = (row: number) => number

/** Groups the first `count` rows of the table of marks. By row: the one that stands for its group. */
export function group(table: Int32Array, count: number): Int32Array {
  const { nodes, nodeOf, weights } = distinct(table, count)
  const joined = join(table, nodes, weights, pairs(table, nodes))
  const of = new Int32Array(count)
  for (let row = 0; row < count; row++) of[row] = nodes[joined[nodeOf[row]]]
  return of
}

/** Unsigned, so that it can be put beside another number in one double. */
function placed(high: number, low: number): number {
  return (high >>> 0) * 0x200000 + low
}

/** Most rows that {@link placed} can take. */
export const MOST_ROWS = 0x200000

/** Rows that differ, in the order of their bytes; for every row the index of the one that is the same, and how many are. */
function distinct(
  table: Int32Array,
  count: number,
): { nodes: Int32Array; nodeOf: Int32Array; weights: Int32Array } {
  const order = new Float64Array(count)
  const hashes = new Int32Array(count)
  for (let row = 0; row < count; row++) {
    let hash = 0
    for (let i = 0; i < DIGEST; i++) hash = mix(hash, table[row * FIELDS + i])
    hashes[row] = hash
    order[row] = placed(hash, row)
  }
  order.sort()
  // those of one hash stand together, by digest: the first of each kind stands for all
  const first = new Int32Array(count)
  const firsts: number[] = []
  for (let from = 0, to = 0; from < count; from = to) {
    const hash = hashes[order[from] % 0x200000]
    while (to < count && hashes[order[to] % 0x200000] === hash) to++
    const rows = Array.from(order.subarray(from, to), (at) => at % 0x200000)
    rows.sort((a, b) => (table[a * FIELDS + DIGEST] >>> 0) - (table[b * FIELDS + DIGEST] >>> 0))
    const kinds: number[] = []
    for (const row of rows) {
      let same = kinds.find((kind) => isSame(table, kind, row))
      if (same === undefined) {
        kinds.push(row)
        firsts.push(row)
        same = row
      }
      first[row] = same
    }
  }
  firsts.sort(
    (a, b) =>
      (table[a * FIELDS + DIGEST] >>> 0) - (table[b * FIELDS + DIGEST] >>> 0) || hashes[a] - hashes[b],
  )
  const nodes = Int32Array.from(firsts)
  const index = new Int32Array(count)
  for (let i = 0; i < nodes.length; i++) index[nodes[i]] = i
  const nodeOf = new Int32Array(count)
  const weights = new Int32Array(nodes.length)
  for (let row = 0; row < count; row++) {
    nodeOf[row] = index[first[row]]
    weights[nodeOf[row]]++
  }
  return { nodes, nodeOf, weights }
}

function band(table: Int32Array, at: number, places: number, seed: number): number {
  let hash = seed
  for (let i = 0; i < places; i++) hash = mix(hash, table[at + i])
  return hash
}

/** All buckets that a row may be in. */
function buckets(table: Int32Array): Bucket[] {
  const out: Bucket[] = []
  const bands = (
    { at, places }: { at: number; places: number },
    width: number,
    size: (row: number) => number,
  ): void => {
    for (let i = 0; i < places; i += width)
      out.push((row) => (size(row) === 0 ? 0 : band(table, row * FIELDS + at + i, width, at + i + 1)))
  }
  bands(TEXT, TEXT_BAND, (row) => table[row * FIELDS + SIZES] & 0xffff)
  bands(LAYOUT, LAYOUT_BAND, (row) => table[row * FIELDS + SIZES] >>> 16)
  bands(LINKS, URL_BAND, (row) => table[row * FIELDS + MORE_SIZES] & 0xffff)
  bands(IMAGES, URL_BAND, (row) => table[row * FIELDS + MORE_SIZES] >>> 16)
  for (let i = 0; i < REPLAYS.places; i++) out.push((row) => table[row * FIELDS + REPLAYS.at + i])
  out.push((row) => table[row * FIELDS + SUBJECT])
  return out
}

/** Pairs of nodes that are alike: first and second of each in turn, and how alike, {@link ONE_TEXT} more for those of one text. */
interface Pairs {
  ends: Int32Array
  evidence: Float32Array
  count: number
}

function pairs(table: Int32Array, nodes: Int32Array): Pairs {
  const out: Pairs = { ends: new Int32Array(1 << 12), evidence: new Float32Array(1 << 11), count: 0 }
  const order = new Float64Array(nodes.length)
  const leaders = new Int32Array(LEADERS)
  /** The leader that each node was last found to be like: most buckets of a mailing hold the same messages. */
  const like = new Int32Array(nodes.length).fill(-1)
  for (const bucket of buckets(table)) {
    let inBuckets = 0
    for (let node = 0; node < nodes.length; node++) {
      const key = bucket(nodes[node])
      if (key !== 0) order[inBuckets++] = placed(key, node)
    }
    const sorted = order.subarray(0, inBuckets).sort()
    let key = -1
    let count = 0
    for (const at of sorted) {
      const node = at % 0x200000
      const own = Math.floor(at / 0x200000)
      if (own !== key) {
        key = own
        count = 0
      }
      if (count > 0 && leaders.subarray(0, count).includes(like[node])) continue
      let best = 0
      let nearest = 0
      for (let i = 0; i < count; i++) {
        const alike = evidence(table, nodes[leaders[i]], nodes[node])
        if (alike > best) {
          best = alike
          nearest = leaders[i]
        }
      }
      if (best >= ENOUGH) {
        const first = isOneText(table, nodes[nearest], nodes[node])
        like[node] = nearest
        addPair(out, nearest, node, first ? best + ONE_TEXT : best)
      } else if (count < LEADERS) leaders[count++] = node
    }
  }
  return out
}

function addPair(pairs: Pairs, a: number, b: number, alike: number): void {
  if (pairs.count === pairs.evidence.length) {
    const ends = new Int32Array(pairs.ends.length * 2)
    ends.set(pairs.ends)
    pairs.ends = ends
    const evidence = new Float32Array(pairs.evidence.length * 2)
    evidence.set(pairs.evidence)
    pairs.evidence = evidence
  }
  pairs.ends[pairs.count * 2] = a
  pairs.ends[pairs.count * 2 + 1] = b
  pairs.evidence[pairs.count++] = alike
}

/** Joins the nodes of pairs, most alike first. By node: the one that stands for its group. */
function join(table: Int32Array, nodes: Int32Array, weights: Int32Array, found: Pairs): Int32Array {
  const parents = Int32Array.from(nodes, (_, i) => i)
  /** Of a root: the node that stands for the group, and how many messages it has. */
  const standsFor = Int32Array.from(parents)
  const sizes = Int32Array.from(weights)
  const rootOf = (node: number): number => {
    let root = node
    while (parents[root] !== root) {
      parents[root] = parents[parents[root]]
      root = parents[root]
    }
    return root
  }
  const { ends } = found
  const order = Int32Array.from({ length: found.count }, (_, i) => i)
  order.sort(
    (a, b) =>
      found.evidence[b] - found.evidence[a] || ends[2 * a] - ends[2 * b] || ends[2 * a + 1] - ends[2 * b + 1],
  )
  for (const pair of order) {
    const a = rootOf(ends[2 * pair])
    const b = rootOf(ends[2 * pair + 1])
    if (a === b) continue
    const alike = evidence(table, nodes[standsFor[a]], nodes[standsFor[b]], false)
    if (alike < GUARD * ENOUGH) continue
    const larger = sizes[a] > sizes[b] || (sizes[a] === sizes[b] && standsFor[a] < standsFor[b])
    const [root, child] = larger ? [a, b] : [b, a]
    parents[child] = root
    sizes[root] += sizes[child]
  }
  return Int32Array.from(nodes, (_, node) => standsFor[rootOf(node)])
}
