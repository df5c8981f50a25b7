/** The parts of `explain` that tell of a message's way: hops, other traces, and the twelve headers. */
import type { ExpectedHeader, Hop, Report, RouteTrace } from '../schema.ts'
import { each, heading, LISTED, type Page, safe, write } from './page.ts'
import { duration, hostText, place, SIDE_WORD, TRACE_WORD } from './words.ts'

const LINK_WORD: Record<NonNullable<Hop['link']>, string | undefined> = {
  host: undefined,
  domain: 'the next line is of another host of the same operator or domain',
  none: 'the next line is of another host: a line may be missing, or the host goes by two names',
}

function writeHop(page: Page, hop: Hop, index: number): void {
  const { style } = page
  const parts = [hop.time ?? 'no time']
  if (hop.delay !== undefined) {
    const delay = `${hop.delay < 0 ? '' : '+'}${duration(hop.delay)}`
    parts.push(hop.delay < 0 ? style.yellow(`${delay}: the clocks disagree`) : delay)
  }
  parts.push(style.bold(hop.by === undefined ? 'an unnamed host' : safe(hop.by)))
  if (hop.operator !== undefined) parts.push(style.cyan(safe(hop.operator)))
  if (hop.software !== undefined) parts.push(safe(hop.software))
  if (hop.with !== undefined) parts.push(`with ${safe(hop.with)}`)
  if (hop.tls !== undefined) parts.push(hop.tls ? style.green('TLS') : style.yellow('no TLS'))
  page.lines.push(`${String(index + 1).padStart(4)}  ${parts.join('  ')}`)

  const source = hostText({ ...hop.from, host: hop.from?.helo })
  write(
    page,
    6,
    `from ${source === '' ? 'nobody named' : safe(source)}${hop.for === undefined ? '' : ` for ${safe(hop.for)}`}`,
  )
  const link = hop.link && LINK_WORD[hop.link]
  if (link !== undefined) write(page, 6, link, '', style.dim)
  write(page, 6, `${SIDE_WORD[hop.side]}, ${place(hop.evidence)}`, '', style.dim)
}

function writeTrace(page: Page, trace: RouteTrace): void {
  const { kind, field, operator, confirmed, side, evidence } = trace
  const seen =
    confirmed === undefined
      ? ''
      : confirmed
        ? ', which a Received line names'
        : ', which no Received line names'
  const of = operator === undefined ? '' : ` of ${operator}`
  const text = `${TRACE_WORD[kind]} ${safe(hostText(trace))}${safe(of)}${seen}: ${safe(field)}, ${SIDE_WORD[side]}, ${place(evidence)}`
  write(page, 4, text, '', confirmed === false ? page.style.yellow : undefined)
}

export function writeRoute(page: Page, report: Report): void {
  const { hops, boundary, origin, traces, operators } = report.route
  heading(page, 'Route, newest hop first, times in UTC')
  if (hops.length === 0) write(page, 2, 'No Received field.')
  const drawn = (text: string): void => {
    page.lines.push(page.style.bold(`  ━━ ${text} ${'━'.repeat(Math.max(2, page.width - text.length - 6))}`))
  }
  if (boundary === undefined && hops.length > 0)
    drawn('no trust boundary: no hop is known to be the recipient’s')
  each(page, hops, (hop, i) => {
    writeHop(page, hop, i)
    if (boundary?.hop === i) drawn(`trust boundary, ${boundary.how}: what stands below is a claim`)
  })
  if (boundary !== undefined && boundary.hop >= LISTED)
    write(page, 2, `Trust boundary, ${boundary.how}: below hop ${boundary.hop + 1}.`)
  if (origin) {
    write(
      page,
      11,
      `${safe(hostText(origin))}, read from ${safe(origin.field)} (${SIDE_WORD[origin.side]}, ${place(origin.evidence)})`,
      '  origin',
    )
  } else write(page, 11, 'unknown', '  origin')
  if (operators.length > 0) write(page, 13, operators.map(safe).join(', '), '  by way of')
  if (traces.length === 0) return
  write(page, 2, 'Other traces of hops:')
  each(page, traces, (trace) => writeTrace(page, trace))
}

/** The twelve headers, and what their absence says here. */
export function writeExpected(page: Page, expected: readonly ExpectedHeader[]): void {
  heading(page, 'Headers that the campaign of 2022 removed')
  for (const { header, found, answer, passages, checks, telling } of expected) {
    const counts = passages.flatMap(({ written }) => (written ? [`${written[0]} of ${written[1]}`] : []))
    const known = counts.length > 0 ? ` (on these ways in ${counts.join(' and ')} messages)` : ''
    const text =
      answer === 'present'
        ? `${found} there`
        : answer === 'removed'
          ? `removed, says ${checks!.join(', ')}`
          : `${ANSWER_WORD[answer]}${known}${telling ? '' : '; that says nothing here'}`
    write(page, 4, `${header}: ${text}`, '', answer === 'removed' ? page.style.yellow : undefined)
  }
}

const ANSWER_WORD: Record<Exclude<ExpectedHeader['answer'], 'present' | 'removed'>, string> = {
  'never-written': 'not there, and never written',
  'not-visible': 'not there, and the way is not known',
  unknown: 'not there',
}
