/** Starts the page: reads the data and shows what the address after `#` asks for. */
import { escapeText } from '../../escape.ts'
import { type App, notice, type View } from './app.ts'
import { campaignsView, campaignView } from './campaigns.ts'
import { readData } from './data.ts'
import { el, quoted } from './dom.ts'
import { messageView } from './message.ts'
import { overviewView } from './overview.ts'
import { parseQuery, selectRows } from './query.ts'
import { tableView } from './table.ts'

const page = document.getElementById('page')!

/** A way into the page by its name, the first word of the address. */
const VIEWS: Record<string, (app: App, rest: string) => View | Promise<View>> = {
  overview: overviewView,
  messages: tableView,
  message: messageView,
  campaigns: campaignsView,
  campaign: campaignView,
}

/** The ways that are always shown; `within` is the view that a way leads on to. */
const TABS: readonly { name: string; label: string; within?: string }[] = [
  { name: 'overview', label: 'Overview' },
  { name: 'messages', label: 'Messages', within: 'message' },
  { name: 'campaigns', label: 'Campaigns', within: 'campaign' },
]

async function start(): Promise<void> {
  const data = await readData()
  const live = el('div', { class: 'unseen', 'aria-live': 'polite' })
  const app: App = {
    data,
    listing: selectRows(data.rows, parseQuery('')),
    listAddress: '#messages',
    opened: undefined,
    announce: (text) => live.replaceChildren(text),
  }
  const main = el('main', { id: 'main', tabindex: -1 })
  const tabs = TABS.filter(({ name }) => name !== 'campaigns' || data.campaigns).map((tab) => ({
    ...tab,
    link: el('a', { href: `#${tab.name}` }, tab.label),
  }))
  const skip = el('a', { class: 'skip', href: '#main' }, 'Skip to the content')
  skip.addEventListener('click', (event) => {
    // the address is the view's
    event.preventDefault()
    main.focus()
  })
  page.replaceChildren(
    skip,
    el(
      'header',
      {},
      el('a', { class: 'brand', href: '#overview' }, 'backstamp'),
      el(
        'nav',
        { 'aria-label': 'Report' },
        tabs.map(({ link }) => link),
      ),
    ),
    main,
    live,
  )

  // of one message there is nothing to look over
  const entrance = data.rows.length === 1 ? ['message', '1'] : ['overview', '']
  const viewOf = async (name: string, rest: string): Promise<View> => {
    try {
      return await VIEWS[name](app, rest)
    } catch (error) {
      console.error(error)
      return notice('This cannot be shown', el('p', {}, quoted(String(error))))
    }
  }
  let shown = 0
  const show = async (first: boolean): Promise<void> => {
    const turn = ++shown
    const [, name, rest] = /^#([a-z]+)(?:[/?](.*))?$/s.exec(location.hash) ?? ['', '', '']
    const [known, of] = Object.hasOwn(VIEWS, name) ? [name, rest ?? ''] : entrance
    // only who comes from a message is led to its row
    if (known !== 'message' && known !== 'messages') app.opened = undefined
    const view = await viewOf(known, of)
    // a later address has been shown meanwhile
    if (turn !== shown) return
    main.replaceChildren(view.element)
    document.body.dataset.view = known
    document.title = `${escapeText(view.title)} – backstamp report`
    for (const { name: tab, within, link } of tabs) {
      if (tab === known) link.setAttribute('aria-current', 'page')
      else if (within === known) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
    if (first) return
    const focus = view.focus ?? main.querySelector('h1') ?? main
    if (!view.focus) scrollTo(0, 0)
    focus.focus({ preventScroll: !view.focus })
    if (view.focus) view.focus.scrollIntoView({ block: 'center' })
  }
  addEventListener('hashchange', () => void show(false))
  await show(true)
  document.documentElement.dataset.ready = 'true'
}

start().catch((error: unknown) => {
  page.replaceChildren(el('p', { role: 'alert' }, 'This report cannot be read: ', quoted(String(error))))
  console.error(error)
})
