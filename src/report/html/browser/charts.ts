/** Drawings of counts. Each has its figures as a table too, for those who do not see it or want the numbers. */
import { QUESTIONS, type Question, VERDICTS, type Verdict } from '../../../schema.ts'
import { percent } from '../../words.ts'
import type { Row } from './data.ts'
import { type Child, el, number, plural, quoted, svg, table } from './dom.ts'
import { SHORT_QUESTION } from './words.ts'

export type Counts = Record<Verdict, number>

/** Verdicts, the gravest first. */
export const GRAVEST_FIRST = [...VERDICTS].reverse()

export const noCounts = (): Counts => ({ clean: 0, suspicious: 0, hostile: 0 })

export const inWords = (counts: Counts): string =>
  GRAVEST_FIRST.filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${number(counts[verdict])} ${verdict}`)
    .join(', ')

/** A bar in the shares of the verdicts, `width` percent long. */
export function sharesBar(counts: Counts, width: number): HTMLElement {
  const bar = el('span', { class: 'bar', 'aria-hidden': 'true' })
  bar.style.width = `${width}%`
  for (const verdict of GRAVEST_FIRST) {
    if (counts[verdict] === 0) continue
    const part = el('span', { class: `part ${verdict}` })
    part.style.flexGrow = String(counts[verdict])
    bar.append(part)
  }
  return bar
}

/** A share in percent; 0% and 100% are none and all. */
export function share(count: number, of: number): string {
  return count === 0 || count === of ? `${count === 0 ? 0 : 100}%` : percent(count / of)
}

/** How many messages have which verdict, each a way into the table. */
export function verdictTiles(rows: readonly Row[]): HTMLElement {
  const counts = noCounts()
  for (const { verdict } of rows) counts[verdict]++
  const tile = (verdict: Verdict): HTMLElement =>
    el(
      'li',
      { class: verdict },
      el(
        'a',
        { href: `#messages?verdict=${verdict}` },
        el('strong', {}, number(counts[verdict])),
        ` ${verdict} `,
        el('span', { class: 'dim' }, share(counts[verdict], rows.length)),
      ),
    )
  return el(
    'div',
    {},
    el(
      'ul',
      { class: 'tiles' },
      el('li', {}, el('a', { href: '#messages' }, el('strong', {}, number(rows.length)), ' messages')),
      GRAVEST_FIRST.map(tile),
    ),
    sharesBar(counts, 100),
  )
}

/** The numbers behind a drawing. */
export function figures(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  return el('details', { class: 'figures' }, el('summary', {}, 'Figures'), table(caption, head, rows))
}

const BINS = 10
const WIDTH = 320
const HEIGHT = 150
const FOOT = 22
const HEAD = 18

/** Heights go with the logarithm, since most messages are at the ends. */
function drawHistogram(name: string, counts: readonly number[]): SVGElement {
  const most = Math.log1p(Math.max(1, ...counts))
  const step = WIDTH / BINS
  const foot = HEIGHT - FOOT
  return svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'chart', role: 'img', 'aria-label': name },
    counts.map((count, i) => {
      const height = (Math.log1p(count) / most) * (foot - HEAD)
      const shape = { x: i * step + 2, y: foot - height, width: step - 4, height, rx: 2 }
      return [
        svg('rect', { ...shape, class: i < BINS / 2 ? 'low' : 'high' }),
        count > 0 &&
          svg('text', { x: (i + 0.5) * step, y: foot - height - 4, 'text-anchor': 'middle' }, number(count)),
      ]
    }),
    svg('line', { x1: 0, x2: WIDTH, y1: foot, y2: foot, class: 'axis' }),
    [0, 25, 50, 75, 100].map((mark) =>
      svg(
        'text',
        {
          x: (mark / 100) * WIDTH,
          y: HEIGHT - 6,
          'text-anchor': mark === 0 ? 'start' : mark === 100 ? 'end' : 'middle',
          class: 'tick',
        },
        `${mark}%`,
      ),
    ),
  )
}

function histogram(question: Question, rows: readonly Row[]): HTMLElement {
  const counts = new Array<number>(BINS).fill(0)
  for (const { probabilities } of rows)
    counts[Math.min(BINS - 1, Math.floor(probabilities[question] * BINS))]++
  const name = SHORT_QUESTION[question]
  const yes = counts.slice(BINS / 2).reduce((sum, count) => sum + count, 0)
  return el(
    'figure',
    {},
    el(
      'figcaption',
      {},
      el('strong', {}, name),
      ' ',
      el('a', { href: `#messages?question=${question}` }, `${number(yes)} at 50% or more`),
    ),
    drawHistogram(`${name}, messages by probability; figures below`, counts),
    figures(
      `${name}: messages by probability`,
      ['Probability', 'Messages'],
      counts.map((count, i) => [`${i * BINS} to ${(i + 1) * BINS}%`, number(count)]),
    ),
  )
}

/** How the probabilities of each question are spread, in tenths. */
export function histograms(rows: readonly Row[]): HTMLElement {
  return el(
    'div',
    { class: 'grid' },
    QUESTIONS.map((question) => histogram(question, rows)),
  )
}

/** The names that most messages have, with the verdicts of those, each a way into the table. */
export function ranking(
  name: string,
  key: 'check' | 'operator',
  rows: readonly Row[],
  most = 15,
): HTMLElement {
  const byName = new Map<string, { total: number; counts: Counts }>()
  for (const row of rows)
    for (const value of key === 'check' ? row.checks : row.operators) {
      let entry = byName.get(value)
      if (!entry) byName.set(value, (entry = { total: 0, counts: noCounts() }))
      entry.total++
      entry.counts[row.verdict]++
    }
  const ranked = [...byName].sort((a, b) => b[1].total - a[1].total || (a[0] < b[0] ? -1 : 1))
  if (ranked.length === 0) return el('p', { class: 'dim' }, 'None.')
  const rowOf = ([value, { total, counts }]: (typeof ranked)[number]): HTMLElement =>
    el(
      'tr',
      {},
      el(
        'th',
        { scope: 'row' },
        el('a', { href: `#messages?${new URLSearchParams({ [key]: value })}` }, quoted(value)),
      ),
      el('td', { class: 'figure' }, number(total)),
      el(
        'td',
        { class: 'bars', title: inWords(counts) },
        sharesBar(counts, Math.max(1, (100 * total) / ranked[0][1].total)),
        el('span', { class: 'unseen' }, inWords(counts)),
      ),
    )
  const columns = [name, 'Messages', 'Verdicts'].map((text) =>
    el('th', { scope: 'col' }, el('span', { class: 'unseen' }, text)),
  )
  return el(
    'div',
    {},
    el(
      'table',
      { class: 'ranking' },
      el('caption', { class: 'unseen' }, `${name} by messages`),
      el('thead', {}, el('tr', {}, columns)),
      el('tbody', {}, ranked.slice(0, most).map(rowOf)),
    ),
    ranked.length > most && el('p', { class: 'dim' }, `and ${plural(ranked.length - most, 'other')}`),
  )
}
