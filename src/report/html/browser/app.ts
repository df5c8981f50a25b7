/** What the views of the page share. */
import type { Data, Row } from './data.ts'
import { type Child, el } from './dom.ts'

export interface App {
  data: Data
  /** The rows of the table as they were last shown, for going on from one message to the next. */
  listing: readonly Row[]
  /** Address of that table. */
  listAddress: string
  /** Message whose row is to have the focus when the table is shown again. */
  opened: number | undefined
  /** Says something to those who listen instead of looking. */
  announce(text: string): void
}

/** A view, and its title. */
export interface View {
  title: string
  element: HTMLElement
  /** What gets the focus; the heading where absent. */
  focus?: HTMLElement
}

/** A view that has nothing but its title to say, and perhaps why. */
export function notice(title: string, ...children: Child[]): View {
  return { title, element: el('div', {}, el('h1', { tabindex: -1 }, title), children) }
}
