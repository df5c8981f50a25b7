/** The table of messages: sorted, filtered, a page at a time. */
import { QUESTIONS } from '../../../schema.ts'
import { percent } from '../../words.ts'
import type { App, View } from './app.ts'
import type { Row } from './data.ts'
import { type Child, el, minuteOf, number, plural, quoted } from './dom.ts'
import { filterForm } from './filter.ts'
import { addressOf, parseQuery, type Query, type SortKey, selectRows, startsDescending } from './query.ts'
import { SHORT_QUESTION, verdictBadge } from './words.ts'

/** Rows of one page: few enough for a table of plain elements to be quick. */
const PAGE = 100

interface Column {
  key: SortKey
  label: string
  cell(row: Row): Child
  class?: string
}

const COLUMNS: readonly Column[] = [
  {
    key: 'score',
    label: 'Verdict',
    cell: ({ verdict, score }) => [verdictBadge(verdict), ' ', el('span', { class: 'figure' }, score)],
    class: 'verdict',
  },
  ...QUESTIONS.map(
    (question): Column => ({
      key: question,
      label: SHORT_QUESTION[question],
      cell: ({ probabilities }) => {
        const probability = probabilities[question]
        return probability >= 0.5 ? el('strong', {}, percent(probability)) : percent(probability)
      },
      class: 'figure',
    }),
  ),
  {
    key: 'subject',
    label: 'Subject',
    cell: ({ index, subject }) =>
      el(
        'a',
        { href: `#message/${index + 1}`, 'data-index': index, tabindex: -1 },
        subject.trim() === '' ? '(no subject)' : quoted(subject),
      ),
  },
  { key: 'from', label: 'From', cell: ({ from }) => quoted(from), class: 'from' },
  { key: 'time', label: 'Time, UTC', cell: ({ time }) => minuteOf(time), class: 'time' },
  { key: 'path', label: 'File', cell: ({ path }) => quoted(path), class: 'path' },
]

export function tableView(app: App, address: string): View {
  const { data } = app
  let query = parseQuery(address)
  let rows = selectRows(data.rows, query)

  const buttons = new Map<SortKey, HTMLTableCellElement>()
  const headOf = ({ key, label, class: name }: Column): HTMLElement => {
    const cell = el(
      'th',
      { scope: 'col', class: name },
      el(
        'button',
        {
          type: 'button',
          onclick: () => {
            const descending = query.sort === key ? !query.descending : startsDescending(key)
            change({ sort: key, descending })
            app.announce(`Sorted by ${label}, ${descending ? 'descending' : 'ascending'}`)
          },
        },
        label,
        el('span', { class: 'arrow', 'aria-hidden': 'true' }),
      ),
    )
    buttons.set(key, cell)
    return cell
  }

  const body = el('tbody', { onkeydown: (event) => moveByKey(event as KeyboardEvent) })
  const status = el('p', { class: 'status', role: 'status' })
  const pager = el('nav', { class: 'pager', 'aria-label': 'Pages of the table' })
  const filters = filterForm(data, query, (changed) => change(changed))
  const head = el('thead', {}, el('tr', {}, COLUMNS.map(headOf)))
  const element = el(
    'div',
    {},
    el('h1', { tabindex: -1 }, 'Messages'),
    filters,
    status,
    el(
      'div',
      { class: 'scroll', role: 'region', 'aria-label': 'Messages', tabindex: -1 },
      el('table', { class: 'messages' }, el('caption', { class: 'unseen' }, 'Messages'), head, body),
    ),
    pager,
    el(
      'p',
      { class: 'dim keys' },
      'Keys: arrows, Home and End go from row to row, Page Up and Page Down turn the page, Enter opens.',
    ),
  )

  const links = (): HTMLElement[] => Array.from(body.querySelectorAll<HTMLElement>('a[data-index]'))
  /** The one row that the Tab key stops at. */
  const enter = (link: HTMLElement | undefined): void => {
    for (const other of links()) other.setAttribute('tabindex', other === link ? '0' : '-1')
  }
  const focusRow = (link: HTMLElement | undefined): void => {
    if (!link) return
    enter(link)
    link.focus()
  }
  const moveByKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const all = links()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const moves: Record<string, () => void> = {
      ArrowDown: () => focusRow(all[Math.min(all.length - 1, at + 1)]),
      ArrowUp: () => focusRow(all[Math.max(0, at - 1)]),
      Home: () => focusRow(all[0]),
      End: () => focusRow(all.at(-1)),
      PageDown: () => turn(query.page + 1),
      PageUp: () => turn(query.page - 1),
    }
    if (at < 0 || !Object.hasOwn(moves, event.key)) return
    event.preventDefault()
    moves[event.key]()
  }

  const pages = (): number => Math.max(1, Math.ceil(rows.length / PAGE))
  const pageText = (): string => `Page ${number(query.page + 1)} of ${number(pages())}`
  const turn = (page: number): void => {
    if (page < 0 || page >= pages()) return
    change({ page })
    app.announce(pageText())
    focusRow(links()[0])
  }
  const showPager = (): void => {
    const step = (label: string, page: number): HTMLElement =>
      el(
        'button',
        { type: 'button', disabled: page < 0 || page >= pages(), onclick: () => turn(page) },
        label,
      )
    pager.replaceChildren(
      step('Previous', query.page - 1),
      el('span', {}, pageText()),
      step('Next', query.page + 1),
    )
    pager.hidden = pages() === 1
  }

  const show = (): void => {
    query.page = Math.min(query.page, pages() - 1)
    app.listing = rows
    app.listAddress = addressOf(query)
    for (const [key, cell] of buttons) {
      const sort = query.descending ? 'descending' : 'ascending'
      cell.setAttribute('aria-sort', key === query.sort ? sort : 'none')
    }
    const shown = rows.slice(query.page * PAGE, (query.page + 1) * PAGE)
    body.replaceChildren(...shown.map((row) => rowElement(row)))
    enter(links()[0])
    status.replaceChildren(
      rows.length === data.rows.length
        ? plural(rows.length, 'message')
        : `${number(rows.length)} of ${plural(data.rows.length, 'message')}`,
    )
    showPager()
  }
  const rowElement = (row: Row): HTMLElement =>
    el(
      'tr',
      {},
      COLUMNS.map(({ cell, class: name }) => el('td', { class: name }, cell(row))),
    )
  const change = (changed: Partial<Query>): void => {
    query = { ...query, page: 0, ...changed }
    if (Object.keys(changed).some((key) => key !== 'page')) rows = selectRows(data.rows, query)
    show()
    history.replaceState(null, '', app.listAddress)
  }

  const at = rows.findIndex(({ index }) => index === app.opened)
  app.opened = undefined
  if (at < 0) {
    show()
    return { title: 'Messages', element }
  }
  // who went on from message to message may come back to another page than he left
  change({ page: Math.floor(at / PAGE) })
  const focus = links()[at % PAGE]
  enter(focus)
  return { title: 'Messages', element, focus }
}
