/** Messages over time, by the day, or by longer steps where there are many. */
import { VERDICTS } from '../../../schema.ts'
import { type Counts, figures, GRAVEST_FIRST, inWords, noCounts } from './charts.ts'
import type { Row } from './data.ts'
import { type Child, dayOf, el, number, plural, svg } from './dom.ts'

const DAY = 86_400
/** Bars at most. */
const BARS = 120
const WIDTH = 1000
const HEIGHT = 200
const FOOT = 24
const LEFT = 46
const WIDEST_BAR = 60
/** The share of the messages that may be left out where those alone make the span long. */
const OUTLIERS = 0.02

interface Step {
  name: string
  /** The step that a time is in, as a number that grows by one. */
  of(seconds: number): number
  label(step: number): string
}

const yearOf = (seconds: number): number => new Date(seconds * 1000).getUTCFullYear()

const STEPS: readonly Step[] = [
  { name: 'day', of: (seconds) => Math.floor(seconds / DAY), label: (step) => dayOf(step * DAY) },
  {
    name: 'week',
    // 1970-01-01 was a Thursday; weeks begin on Mondays
    of: (seconds) => Math.floor((seconds / DAY + 3) / 7),
    label: (step) => dayOf((step * 7 - 3) * DAY),
  },
  {
    name: 'month',
    of: (seconds) => yearOf(seconds) * 12 + new Date(seconds * 1000).getUTCMonth(),
    label: (step) => `${Math.floor(step / 12)}-${String((step % 12) + 1).padStart(2, '0')}`,
  },
  { name: 'year', of: yearOf, label: String },
]

interface Bin {
  label: string
  total: number
  counts: Counts
}

interface Binned {
  step: string
  bins: Bin[]
  /** Messages that are in no bin. */
  before: number
  after: number
  without: number
}

/** The run of at most {@link BARS} steps that holds most of the times, which ascend; the earliest one of several. */
function fullestRun(times: readonly number[], { of }: Step): { first: number; last: number; held: number } {
  const steps = times.map(of)
  let run = { first: 0, last: 0, held: 0 }
  let start = 0
  steps.forEach((last, i) => {
    while (last - steps[start] >= BARS) start++
    if (i - start + 1 > run.held) run = { first: steps[start], last, held: i - start + 1 }
  })
  return run
}

/** The messages by the finest step of which few enough bars hold nearly all of them; by the year where none does. */
export function binTimes(rows: readonly Pick<Row, 'time' | 'verdict'>[]): Binned | undefined {
  const times = rows.flatMap(({ time }) => (time === null ? [] : [time])).sort((a, b) => a - b)
  if (times.length === 0) return undefined
  const runs = STEPS.map((step) => ({ step, ...fullestRun(times, step) }))
  const { step, first, last } = runs.find(({ held }) => held >= times.length * (1 - OUTLIERS)) ?? runs.at(-1)!
  const bins: Bin[] = []
  for (let at = first; at <= last; at++) bins.push({ label: step.label(at), total: 0, counts: noCounts() })
  let before = 0
  let after = 0
  for (const { time, verdict } of rows) {
    if (time === null) continue
    const at = step.of(time)
    if (at < first) before++
    else if (at > last) after++
    else {
      bins[at - first].counts[verdict]++
      bins[at - first].total++
    }
  }
  return { step: step.name, bins, before, after, without: rows.length - times.length }
}

const ROUND = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10]

/** A round number at or above. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)))
  return ROUND.map((factor) => factor * power).find((round) => round >= value) ?? value
}

function bar({ label, counts, total }: Bin, x: number, width: number, scale: number): Child {
  if (total === 0) return undefined
  let top = HEIGHT - FOOT
  return svg(
    'g',
    {},
    svg('title', {}, `${label}: ${inWords(counts)}`),
    GRAVEST_FIRST.map((verdict) => {
      const height = counts[verdict] * scale
      top -= height
      return height > 0 && svg('rect', { x, y: top, width, height, class: verdict })
    }),
  )
}

function draw({ step, bins }: Binned): SVGElement {
  const foot = HEIGHT - FOOT
  const top = roundUp(Math.max(...bins.map(({ total }) => total)))
  const scale = (foot - 12) / top
  const slot = (WIDTH - LEFT) / bins.length
  const width = Math.min(WIDEST_BAR, slot - Math.min(3, slot / 4))
  const every = Math.ceil(bins.length / 8)
  return svg(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      class: 'chart',
      role: 'img',
      'aria-label': `Messages by ${step}; figures below`,
    },
    (top % 2 === 0 ? [top / 2, top] : [top]).map((value) => {
      const y = foot - value * scale
      return [
        svg('line', { x1: LEFT, x2: WIDTH, y1: y, y2: y, class: 'grid-line' }),
        svg('text', { x: LEFT - 6, y: y + 4, 'text-anchor': 'end', class: 'tick' }, number(value)),
      ]
    }),
    bins.map((bin, i) => bar(bin, LEFT + i * slot, width, scale)),
    svg('line', { x1: LEFT, x2: WIDTH, y1: foot, y2: foot, class: 'axis' }),
    bins.map(
      ({ label }, i) =>
        i % every === 0 &&
        LEFT + i * slot < WIDTH - 60 &&
        svg('text', { x: LEFT + i * slot, y: HEIGHT - 6, class: 'tick' }, label),
    ),
  )
}

export function timeline(rows: readonly Row[]): HTMLElement {
  const binned = binTimes(rows)
  if (!binned) return el('p', { class: 'dim' }, 'No message says when it came.')
  const { step, bins, before, after, without } = binned
  const left = [
    before > 0 && `${plural(before, 'message')} from before`,
    after > 0 && `${plural(after, 'message')} from after`,
    without > 0 && `${plural(without, 'message')} without a time`,
  ].filter((text) => text !== false)
  return el(
    'figure',
    {},
    el(
      'figcaption',
      {},
      `Messages by ${step}, ${bins[0].label} to ${bins.at(-1)!.label}, UTC`,
      left.length > 0 && `; not drawn: ${left.join(', ')}`,
    ),
    draw(binned),
    figures(
      `Messages by ${step}`,
      [step, 'Messages', ...VERDICTS],
      bins
        .filter(({ total }) => total > 0)
        .map(({ label, total, counts }) => [
          label,
          number(total),
          ...VERDICTS.map((verdict) => number(counts[verdict])),
        ]),
    ),
  )
}
