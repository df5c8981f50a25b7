/** The way of a message, drawn from its origin down to the recipient. */
import type { Hop, Report } from '../../../schema.ts'
import { duration, hostText, SIDE_WORD, TRACE_WORD } from '../../words.ts'
import { type Child, el, inUtc, quoted, table } from './dom.ts'
import { placeButton, type Source } from './source.ts'
import { section } from './words.ts'

const LINK_WORD: Record<NonNullable<Hop['link']>, string | undefined> = {
  host: undefined,
  domain: 'the line before is of another host of the same operator or domain',
  none: 'the line before is of another host: a line may be missing, or the host goes by two names',
}

/** Seconds from which on a delay is out of the ordinary. */
const LONG = 3600

/** How long the line between two hops is, in pixels: by the order of magnitude of the delay. */
function lengthOf(delay: number): number {
  return 18 + Math.round(14 * Math.log10(1 + Math.abs(delay)))
}

function delayOf({ delay }: Hop): HTMLElement | undefined {
  if (delay === undefined) return undefined
  return delay < 0
    ? el('div', { class: 'delay warn' }, `${duration(delay)}: the clocks disagree`)
    : el('div', { class: delay >= LONG ? 'delay warn' : 'delay' }, `+${duration(delay)}`)
}

const operatorChip = (name: string): HTMLElement => el('span', { class: 'chip' }, quoted(name))

function hopItem(hop: Hop, position: number, source: Source): HTMLElement {
  const { from, by, operator, software, tls, link, side, time, evidence } = hop
  const who = hostText({ ...from, host: from?.helo })
  const linked = link && LINK_WORD[link]
  const item = el(
    'li',
    { class: hop.delay === undefined ? `hop ${side}` : `hop ${side} delayed` },
    delayOf(hop),
    el(
      'div',
      { class: 'stop' },
      el(
        'p',
        { class: 'host' },
        by === undefined ? 'an unnamed host' : quoted(by),
        ' ',
        operator !== undefined && operatorChip(operator),
        ' ',
        tls !== undefined && el('span', { class: tls ? 'chip good' : 'chip warn' }, tls ? 'TLS' : 'no TLS'),
      ),
      el(
        'p',
        {},
        time === undefined ? 'no time' : inUtc(time),
        ' from ',
        who === '' ? 'nobody named' : quoted(who),
        hop.for !== undefined && [' for ', quoted(hop.for)],
      ),
      el(
        'p',
        { class: 'dim' },
        hop.with !== undefined && ['with ', quoted(hop.with), ', '],
        software !== undefined && [quoted(software), ', '],
        `${SIDE_WORD[side]}, `,
        placeButton(source, evidence, `Received field ${position}`),
      ),
      link === 'none'
        ? el('p', { class: 'warn' }, linked)
        : linked !== undefined && el('p', { class: 'dim' }, linked),
    ),
  )
  if (hop.delay !== undefined) item.style.setProperty('--delay', `${lengthOf(hop.delay)}px`)
  return item
}

function originItem({ origin }: Report['route'], source: Source): HTMLElement {
  if (!origin)
    return el('li', { class: 'origin' }, el('div', { class: 'stop' }, el('p', {}, 'Origin unknown')))
  return el(
    'li',
    { class: `origin ${origin.side}` },
    el(
      'div',
      { class: 'stop' },
      el('p', { class: 'host' }, 'Origin: ', quoted(hostText(origin))),
      el(
        'p',
        { class: 'dim' },
        'read from ',
        quoted(origin.field),
        `, ${SIDE_WORD[origin.side]}, `,
        placeButton(source, origin.evidence, 'Origin'),
      ),
    ),
  )
}

/** The operators one after another, and where the recipient's side begins. */
function strip({ hops, boundary, origin }: Report['route']): HTMLElement {
  const parts: { name: string; hops: number; trusted: boolean }[] = []
  for (let i = hops.length - 1; i >= 0; i--) {
    const name = hops[i].operator ?? 'unknown'
    const trusted = boundary !== undefined && i <= boundary.hop
    const last = parts.at(-1)
    if (last?.name === name && last.trusted === trusted) last.hops++
    else parts.push({ name, hops: 1, trusted })
  }
  const first = parts.findIndex(({ trusted }) => trusted)
  return el(
    'ol',
    { class: 'strip', 'aria-label': 'Operators, oldest hop first' },
    el('li', { class: 'start' }, quoted(origin?.ip ?? origin?.host ?? 'origin unknown')),
    parts.map(({ name, hops: count, trusted }, i) => [
      i === first && el('li', { class: 'wall' }, 'trust boundary'),
      el(
        'li',
        { class: trusted ? 'recipient' : 'sender' },
        name === 'unknown' ? 'operator unknown' : quoted(name),
        count > 1 && el('span', { class: 'dim' }, ` ×${count}`),
      ),
    ]),
  )
}

function traces(report: Report, source: Source): Child {
  const all = report.route.traces
  if (all.length === 0) return undefined
  return [
    el('h3', {}, 'Other traces of hops'),
    table(
      'Other traces of hops',
      ['Field', 'What', 'Who', 'Operator', 'In a Received line', 'Whose word', 'Place'],
      all.map(({ kind, field, host, ip, operator, confirmed, side, evidence }) => [
        quoted(field),
        TRACE_WORD[kind],
        quoted(hostText({ host, ip })),
        operator === undefined ? '' : quoted(operator),
        confirmed === undefined ? '' : confirmed ? 'yes' : el('span', { class: 'warn' }, 'no'),
        SIDE_WORD[side],
        placeButton(source, evidence, field),
      ]),
    ),
  ]
}

export function routeSection(report: Report, source: Source): HTMLElement {
  const { route } = report
  const { hops, boundary } = route
  const items: Child[] = []
  for (let i = hops.length - 1; i >= 0; i--) {
    if (boundary?.hop === i)
      items.push(
        el(
          'li',
          { class: 'boundary' },
          `Trust boundary, ${boundary.how}: the hops above are the sender’s claim, those below were written by the recipient’s side`,
        ),
      )
    items.push(hopItem(hops[i], i + 1, source))
  }
  return section(
    'route',
    'Route',
    hops.length === 0
      ? el('p', {}, 'No Received field.')
      : [
          strip(route),
          boundary === undefined &&
            el('p', { class: 'warn' }, 'No trust boundary: no hop is known to be the recipient’s.'),
        ],
    el('ol', { class: 'route' }, originItem(route, source), items),
    traces(report, source),
  )
}
