/** One message. */
import type { Report } from '../../../schema.ts'
import { mailbox } from '../../words.ts'
import type { Detail } from '../shape.ts'
import { type App, notice, type View } from './app.ts'
import type { Row } from './data.ts'
import { type Child, el, inUtc, number, plural, quoted } from './dom.ts'
import { answers, dismissedSection, findingsSection } from './findings.ts'
import { authenticationSection, expectedSection } from './headers.ts'
import { routeSection } from './route.ts'
import { placeButton, type Source, sourceOf } from './source.ts'
import { textSection } from './text.ts'
import { section, verdictBadge } from './words.ts'

function identity({ message }: Report, { path, campaign }: Row): HTMLElement {
  const from = (message.from ?? []).map(mailbox)
  const entries: [string, string][] = [
    ['From', from.join(', ') || 'none'],
    ['Date', message.date === undefined ? 'none' : inUtc(message.date)],
    ['Message-ID', message.id ?? 'none'],
    ['File', path],
    ['Size', plural(message.size, 'byte')],
    ['SHA-256', message.sha256 || 'none'],
  ]
  return el(
    'dl',
    { class: 'identity' },
    entries.map(([name, value]) => [el('dt', {}, name), el('dd', {}, quoted(value))]),
    campaign !== undefined && [
      el('dt', {}, 'Campaign'),
      el('dd', {}, el('a', { href: `#campaign/${campaign}` }, campaign.slice(0, 8))),
    ],
  )
}

function limitsSection({ report, defects: words }: Detail, source: Source): HTMLElement {
  const { defects, completeness } = report
  return section(
    'completeness',
    'Defects and completeness',
    defects.length > 0 && [
      el('p', { class: 'dim' }, 'Breaches of the mail standards, by themselves no sign of fraud:'),
      el(
        'ul',
        {},
        defects.map((defect, i) =>
          el(
            'li',
            {},
            `${words[i]}: part ${defect.part}`,
            defect.count > 1 && `, ${number(defect.count)} times`,
            ', ',
            placeButton(source, defect, defect.code),
          ),
        ),
      ),
    ],
    completeness.complete
      ? el('p', {}, 'Everything that is to be examined was examined.')
      : el(
          'ul',
          {},
          completeness.limits.map(({ limit, value, start, skipped }) =>
            el(
              'li',
              { class: 'warn' },
              `${limit} ${number(value)} was reached at byte ${number(start)}: `,
              quoted(skipped),
            ),
          ),
        ),
  )
}

/** Ways to the messages before and after in the table that was last shown. */
function neighbours({ listing, listAddress }: App, index: number): HTMLElement {
  const at = listing.findIndex((row) => row.index === index)
  const link = (label: string, row: number): Child => {
    const to = at < 0 ? undefined : listing[row]
    return to
      ? el('a', { class: 'button', href: `#message/${to.index + 1}` }, label)
      : el('span', { class: 'button off', 'aria-hidden': 'true' }, label)
  }
  return el(
    'nav',
    { class: 'neighbours', 'aria-label': 'Messages' },
    el('a', { class: 'button', href: listAddress }, 'Back to the table'),
    link('Previous', at - 1),
    link('Next', at + 1),
    at >= 0 && el('span', { class: 'dim' }, `${number(at + 1)} of ${number(listing.length)}`),
  )
}

/** Goes to a part of the page; the address stays that of the message. */
function contents(sections: readonly HTMLElement[]): HTMLElement {
  return el(
    'nav',
    { class: 'contents', 'aria-label': 'Parts of this message' },
    sections.map((part) => {
      const heading = part.querySelector('h2')!
      return el(
        'button',
        {
          type: 'button',
          onclick: () => {
            part.scrollIntoView()
            heading.focus({ preventScroll: true })
          },
        },
        heading.textContent ?? '',
      )
    }),
  )
}

export async function messageView(app: App, rest: string): Promise<View> {
  const row = app.data.rows[Number(rest) - 1]
  if (!row) return notice('No such message')
  app.opened = row.index
  const opened = await app.data.open(row.index)
  const { detail } = opened
  const { report } = detail
  const source = sourceOf(opened)
  const sections = [
    routeSection(report, source),
    expectedSection(report),
    findingsSection(detail, source),
    dismissedSection(report, source),
    textSection(detail, source),
    authenticationSection(report, source),
    source.element,
    limitsSection(detail, source),
  ].filter((part) => part !== undefined)
  const subject = report.message.subject?.trim() ? report.message.subject : '(no subject)'
  return {
    title: row.path,
    element: el(
      'article',
      { class: 'message' },
      neighbours(app, row.index),
      el('h1', { tabindex: -1 }, quoted(subject)),
      el('p', { class: 'judged' }, verdictBadge(report.verdict), ` score ${report.score} of 100`),
      el('div', { class: 'grid two' }, identity(report, row), answers(report)),
      contents(sections),
      sections,
      el('p', { class: 'dim' }, `backstamp ${report.engine.version}, model ${report.engine.model}`),
    ),
  }
}
