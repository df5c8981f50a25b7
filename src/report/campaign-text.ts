import type { Campaign, Piece, Tally } from '../campaign.ts'
import type { Verdict } from '../schema.ts'
import { requireReport } from '../util/arguments.ts'
import { VERDICT_COLOUR } from './colour.ts'
import { newPage, safe, write } from './page.ts'
import { requireWriterOptions, type WriterOptions } from './writer.ts'

const LABEL = 13
/** Values of a tally that are shown, and pieces of a template. */
const SHOWN = 4
const PIECES = 60
const VERDICTS: readonly Verdict[] = ['hostile', 'suspicious', 'clean']

/** `6`, or `6–8` */
function span(shortest: number, longest: number): string {
  return shortest === longest ? String(longest) : `${shortest}–${longest}`
}

function templateText(pieces: readonly Piece[]): string {
  const text = pieces
    .slice(0, PIECES)
    .map((piece) =>
      'text' in piece
        ? piece.text.replaceAll('\n', ' / ')
        : `‹${piece.slot.kind} ${span(piece.slot.shortest, piece.slot.longest)}›`,
    )
    .join('')
  return safe(pieces.length > PIECES ? `${text} …` : text)
}

function tallyText({ values, others }: Tally): string {
  const shown = values.slice(0, SHOWN).map(({ value, count }) => `${safe(value)} (${count})`)
  const more = values.length - shown.length + others
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

/**
 * One campaign as a block of lines for people: how many messages, when, verdicts, where from, the template with its slots as
 * `‹hex 8–12›`. Safe to show on a terminal.
 * @throws TypeError where `campaign` is none; TypeError or RangeError naming the option that is wrong.
 */
export function campaignText(campaign: Campaign, options: WriterOptions = {}): string {
  requireReport(campaign, 'campaign', ['verdicts', 'template', 'members'], 'a campaign index')
  requireWriterOptions(options)
  const page = newPage(options)
  const { style } = page
  const { id, size, firstSeen, lastSeen, verdicts, stripped } = campaign
  const days = [firstSeen, lastSeen].map((time) => time?.slice(0, 10))
  const when = days[0] === undefined ? '' : `, ${days[0] === days[1] ? days[0] : `${days[0]} to ${days[1]}`}`
  page.lines.push(`${style.bold(`${size} messages`)}${when}  ${style.dim(id)}`)
  const counts = VERDICTS.filter((verdict) => verdicts[verdict] > 0).map((verdict) =>
    style[VERDICT_COLOUR[verdict]](`${verdicts[verdict]} ${verdict}`),
  )
  const removed = `headers removed in ${stripped} (${Math.round((100 * stripped) / size)} %)`
  const rows: [label: string, text: string][] = [
    ['verdicts', [...counts, ...(stripped > 0 ? [removed] : [])].join(', ')],
    ['tenants', tallyText(campaign.tenants)],
    ['addresses', tallyText(campaign.addresses)],
    ['senders', tallyText(campaign.senders)],
    ['links to', tallyText(campaign.destinations)],
    ['subject', templateText(campaign.subject)],
    ['text', templateText(campaign.template)],
    ['varies', campaign.varies.map(safe).join('; ')],
    ['such as', safe(campaign.representative)],
  ]
  for (const [label, text] of rows) if (text !== '') write(page, LABEL, text, `  ${label}`)
  return `${page.lines.join('\n')}\n`
}
