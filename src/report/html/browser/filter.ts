/** What the table of messages is filtered with. */
import { QUESTIONS, VERDICTS } from '../../../schema.ts'
import { escapeText } from '../../escape.ts'
import type { Data, Row } from './data.ts'
import { type Child, el, number } from './dom.ts'
import type { Filters, Query } from './query.ts'
import { SHORT_QUESTION } from './words.ts'

/** Milliseconds after a key before the rows are searched. */
const PAUSE = 120

type Choice = [value: string, label: string]

/** The names that the rows have, with how many rows have each, in order of the names. */
function counted(rows: readonly Row[], namesOf: (row: Row) => readonly string[]): Choice[] {
  const counts = new Map<string, number>()
  for (const row of rows) for (const name of namesOf(row)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => [name, `${name} (${number(count)})`])
}

export function filterForm(
  data: Data,
  query: Query,
  change: (changed: Partial<Filters>) => void,
): HTMLElement {
  const { rows, campaigns = [] } = data
  const selects = new Map<keyof Filters, HTMLSelectElement>()
  const choice = (key: keyof Filters, label: string, all: string, choices: readonly Choice[]): Child => {
    const known = choices.some(([value]) => value === query[key])
    const options: Choice[] = [['', all], ...choices]
    if (query[key] !== '' && !known) options.push([query[key], escapeText(query[key])])
    const select = el(
      'select',
      {
        id: `filter-${key}`,
        onchange: (event) => change({ [key]: (event.target as HTMLSelectElement).value }),
      },
      options.map(([value, text]) => el('option', { value, selected: value === query[key] }, text)),
    )
    selects.set(key, select)
    return el('div', {}, el('label', { for: select.id }, label), select)
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  const search = el('input', {
    id: 'filter-text',
    type: 'search',
    value: query.text,
    placeholder: 'Words in subject, sender or file',
    spellcheck: 'false',
    autocomplete: 'off',
    oninput: () => {
      clearTimeout(timer)
      const { hash } = location
      timer = setTimeout(() => {
        // another view may have been asked for by now, with an address of its own
        if (location.hash === hash) change({ text: search.value })
      }, PAUSE)
    },
  })
  const reset = el(
    'button',
    {
      type: 'button',
      onclick: () => {
        search.value = ''
        for (const select of selects.values()) select.value = ''
        change({ text: '', verdict: '', question: '', check: '', operator: '', campaign: '' })
        search.focus()
      },
    },
    'Clear',
  )
  return el(
    'form',
    { class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault() },
    el('div', { class: 'wide' }, el('label', { for: search.id }, 'Search'), search),
    choice('verdict', 'Verdict', 'any', [
      ['flagged', 'suspicious or hostile'],
      ...VERDICTS.map((verdict): Choice => [verdict, verdict]),
    ]),
    choice(
      'question',
      'Answered with yes',
      'any question',
      QUESTIONS.map((question): Choice => [question, SHORT_QUESTION[question]]),
    ),
    choice(
      'check',
      'Found by',
      'any check',
      counted(rows, ({ checks }) => checks),
    ),
    choice(
      'operator',
      'By way of',
      'any operator',
      counted(rows, ({ operators }) => operators),
    ),
    campaigns.length > 0 &&
      choice(
        'campaign',
        'Campaign',
        'any or none',
        campaigns.map(({ id, size }): Choice => [id, `${id.slice(0, 8)} (${number(size)})`]),
      ),
    reset,
  )
}
