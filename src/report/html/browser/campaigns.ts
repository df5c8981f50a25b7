/** The campaigns that the messages fall into, and one of them. */
import type { Campaign, Piece, Slot, Tally } from '../../../campaign.ts'
import { type App, notice, type View } from './app.ts'
import { inWords, share, sharesBar } from './charts.ts'
import type { Data } from './data.ts'
import { type Child, el, minuteOf, number, plural, quoted, table, visible } from './dom.ts'
import { section, verdictBadge } from './words.ts'

/** Campaigns that the list has at first, and messages of one that are named. */
const LISTED = 200
const MEMBERS = 50

function day(time: string | undefined): string {
  return time === undefined ? '' : time.split('T')[0]
}

function span({ firstSeen, lastSeen }: Campaign): Child {
  const [first, last] = [day(firstSeen), day(lastSeen)].map((text) => el('span', { class: 'short' }, text))
  return day(firstSeen) === day(lastSeen) ? first : [first, ' to ', last]
}

function lengthOf({ shortest, longest }: Slot): string {
  return shortest === longest
    ? plural(longest, 'character')
    : `${number(shortest)} to ${plural(longest, 'character')}`
}

function slotMark(slot: Slot): HTMLElement {
  return el(
    'span',
    { class: 'slot', title: `${slot.kind}, ${lengthOf(slot)}, ${number(slot.distinct)} different` },
    slot.kind,
  )
}

/** Text with its slots; `lines` keeps newlines. */
function piecesOf(pieces: readonly Piece[], lines = false): Child[] {
  return pieces.map((piece) => ('slot' in piece ? slotMark(piece.slot) : visible(piece.text, lines)))
}

/** The subject as a name; that of the most typical message where the members have nothing of it in common. */
export function nameOf({ subject, id, representative }: Campaign, { rowOfPath }: Data): Child {
  if (subject.some((piece) => 'text' in piece && /[\p{L}\p{N}]/u.test(piece.text)))
    return el('bdi', {}, piecesOf(subject))
  const typical = rowOfPath(representative)?.subject ?? ''
  return typical.trim() === '' ? `Campaign ${id.slice(0, 8)}` : quoted(typical)
}

function stripped({ stripped: count, size }: Campaign): string {
  return count === 0 ? 'none' : `${number(count)} (${share(count, size)})`
}

function first({ values, others }: Tally): Child {
  if (values.length === 0) return ''
  const more = values.length - 1 + others
  return [quoted(values[0].value), more > 0 && el('span', { class: 'dim' }, ` and ${number(more)} more`)]
}

export function campaignsView({ data }: App): View {
  const { campaigns = [], rows } = data
  const rowOf = (campaign: Campaign): Child[] => [
    el('a', { href: `#campaign/${campaign.id}` }, nameOf(campaign, data)),
    el('span', { class: 'figure' }, number(campaign.size)),
    [sharesBar(campaign.verdicts, 100), el('span', { class: 'dim small' }, inWords(campaign.verdicts))],
    span(campaign),
    el('span', { class: 'figure' }, stripped(campaign)),
    first(campaign.senders),
    first(campaign.destinations),
  ]
  const head = ['Subject', 'Messages', 'Verdicts', 'Seen', 'Headers removed', 'Sent as', 'Links lead to']
  const members = campaigns.reduce((sum, { size }) => sum + size, 0)
  const listing = el('div', { class: 'campaigns' })
  const show = (most: number): void =>
    listing.replaceChildren(table('Campaigns, largest first', head, campaigns.slice(0, most).map(rowOf)))
  show(LISTED)
  const rest = campaigns.length - LISTED
  if (rest > 0) {
    const showAll = (): void => {
      show(campaigns.length)
      listing.querySelectorAll<HTMLElement>('tbody a')[LISTED].focus()
    }
    listing.append(el('button', { type: 'button', onclick: showAll }, `Show ${plural(rest, 'other')}`))
  }
  const summary =
    campaigns.length === 0
      ? 'No two messages are of one mailing.'
      : `${plural(campaigns.length, 'campaign')} of ${number(members)} of ${plural(rows.length, 'message')}, largest first. What was varied is shown by its kind.`
  return {
    title: 'Campaigns',
    element: el(
      'div',
      {},
      el('h1', { tabindex: -1 }, 'Campaigns'),
      el('p', { class: 'dim' }, summary),
      campaigns.length > 0 && el('section', {}, listing),
    ),
  }
}

function tally(title: string, { values, others }: Tally): HTMLElement {
  return el(
    'div',
    {},
    values.length === 0 && el('p', { class: 'dim' }, `${title}: not known`),
    values.length > 0 &&
      table(
        title,
        [title, 'Messages'],
        values.map(({ value, count }) => [quoted(value), el('span', { class: 'figure' }, number(count))]),
      ),
    others > 0 && el('p', { class: 'dim' }, `and ${plural(others, 'other')}`),
  )
}

function slotTable(pieces: readonly Piece[]): Child {
  const slots = pieces.flatMap((piece) => ('slot' in piece ? [piece.slot] : []))
  if (slots.length === 0) return undefined
  return table(
    'What stands in the slots',
    ['Slot', 'Length', 'Different', 'Examples'],
    slots.map((slot) => [
      slotMark(slot),
      lengthOf(slot),
      el('span', { class: 'figure' }, number(slot.distinct)),
      slot.examples.map((example) => el('div', {}, quoted(example))),
    ]),
  )
}

function membersOf(app: App, { id, members }: Campaign): HTMLElement {
  const rows = members.slice(0, MEMBERS).flatMap((path) => app.data.rowOfPath(path) ?? [])
  return section(
    'members',
    'Messages',
    el(
      'p',
      {},
      el('a', { href: `#messages?campaign=${id}` }, `All ${plural(members.length, 'message')} in the table`),
      members.length > MEMBERS && el('span', { class: 'dim' }, `; here the first ${MEMBERS} by name`),
    ),
    table(
      'Messages of this campaign',
      ['Verdict', 'Subject', 'From', 'Time, UTC', 'File'],
      rows.map((row) => [
        [verdictBadge(row.verdict), ` ${row.score}`],
        el(
          'a',
          { href: `#message/${row.index + 1}` },
          row.subject.trim() === '' ? '(no subject)' : quoted(row.subject),
        ),
        quoted(row.from),
        minuteOf(row.time),
        quoted(row.path),
      ]),
    ),
  )
}

export function campaignView(app: App, id: string): View {
  const { campaigns = [], rowOfPath } = app.data
  const at = campaigns.findIndex((one) => one.id === id)
  const campaign = campaigns[at]
  if (!campaign) return notice('No such campaign')
  const representative = rowOfPath(campaign.representative)
  const step = (label: string, to: Campaign | undefined): Child =>
    to
      ? el('a', { class: 'button', href: `#campaign/${to.id}` }, label)
      : el('span', { class: 'button off', 'aria-hidden': 'true' }, label)
  const entries: [string, Child][] = [
    ['Messages', number(campaign.size)],
    ['Verdicts', inWords(campaign.verdicts)],
    ['Headers removed', stripped(campaign)],
    ['Seen', campaign.firstSeen === undefined ? 'not known' : span(campaign)],
    [
      'Most typical',
      representative
        ? el('a', { href: `#message/${representative.index + 1}` }, quoted(campaign.representative))
        : quoted(campaign.representative),
    ],
    ['Id', campaign.id],
  ]
  const element = el(
    'article',
    { class: 'campaign' },
    el(
      'nav',
      { class: 'neighbours', 'aria-label': 'Campaigns' },
      el('a', { class: 'button', href: '#campaigns' }, 'All campaigns'),
      step('Previous', campaigns[at - 1]),
      step('Next', campaigns[at + 1]),
      el('span', { class: 'dim' }, `${number(at + 1)} of ${number(campaigns.length)}`),
    ),
    el('h1', { tabindex: -1 }, nameOf(campaign, app.data)),
    sharesBar(campaign.verdicts, 100),
    el(
      'div',
      { class: 'grid two facts' },
      el(
        'dl',
        { class: 'identity' },
        entries.map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
      ),
      el(
        'div',
        {},
        el('h2', {}, 'What varies'),
        campaign.varies.length === 0
          ? el('p', { class: 'dim' }, 'Nothing.')
          : el(
              'ul',
              {},
              campaign.varies.map((text) => el('li', {}, text)),
            ),
      ),
    ),
    section(
      'template',
      'Template',
      campaign.template.length === 0
        ? el('p', { class: 'dim' }, 'No text.')
        : el(
            'div',
            { class: 'text', dir: 'auto', role: 'group', 'aria-label': 'Template', tabindex: 0 },
            piecesOf(campaign.template, true),
          ),
      slotTable([...campaign.subject, ...campaign.template]),
    ),
    section(
      'infrastructure',
      'Sent from, and leading to',
      el(
        'div',
        { class: 'grid' },
        tally('Tenants', campaign.tenants),
        tally('Addresses', campaign.addresses),
        tally('Domains of senders', campaign.senders),
        tally('Links lead to', campaign.destinations),
      ),
    ),
    membersOf(app, campaign),
  )
  return { title: `Campaign ${campaign.id.slice(0, 8)}`, element }
}
