import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCampaignIndex, createFingerprinter } from '../../../src/batch/campaigns/index.ts'
import type { Campaign } from '../../../src/campaign.ts'
import { htmlWriter } from '../../../src/report/index.ts'
import type { Report } from '../../../src/schema.ts'
import { chromiumPath } from '../../helpers/browser.ts'
import { ROOT } from '../../helpers/build.ts'

const executablePath = chromiumPath()

const text = (source: string): Uint8Array => new TextEncoder().encode(source.replaceAll('\n', '\r\n'))

const HOSTILE =
  text(`Received: from a.example.org ([192.0.2.1]) by mx.example.net with ESMTP; Wed, 1 May 2024 10:00:00 +0000
From: "<img src=x onerror=alert(1)>" <eve@example.org>
Subject: </script><script>window.owned=1</script> \u2028 \u202Egnp.exe
Date: Wed, 1 May 2024 09:59:00 +0000
Content-Type: text/html; charset=utf-8

<p>Seen <a href="http://example.org/">here</a></p>
<div style="display:none">${'ovjlk qzwbb trmnx '.repeat(120)}&lt;script&gt;window.owned=2&lt;/script&gt;</div>
`)

interface Entry {
  path: string
  source: Uint8Array
  report: Report
}
/** As of a message that was streamed. */
type Unsourced = Omit<Entry, 'source'> & { source?: Uint8Array }

const CORPUS = join(ROOT, 'corpus/messages')
const { fingerprint } = createFingerprinter()
const index = createCampaignIndex()
function entryOf(path: string, source: Uint8Array): Entry {
  const made = fingerprint(source)
  index.add(path, made.fingerprint)
  return { path, source, report: made.report }
}
const ENTRIES: Entry[] = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.eml'))
  .sort()
  .map((name) => entryOf(name, readFileSync(join(CORPUS, name))))
ENTRIES.push(entryOf('<i>\u202e.eml', HOSTILE))
const { campaigns } = index.group()
const indexOf = (path: string): number => ENTRIES.findIndex((entry) => entry.path === path)

const folder = mkdtempSync(join(tmpdir(), 'backstamp-html-'))
const url = pathToFileURL(join(folder, 'report.html')).href
let browser: Browser
let page: Page
let complaints: string[]

const rows = (): Promise<string[]> => page.locator('.messages tbody .path').allTextContents()
const count = (): Promise<string | null> => page.locator('.status').textContent()
const verdicts = (): Promise<string[]> => page.locator('.messages tbody .badge').allTextContents()
async function show(address: string): Promise<void> {
  await page.goto(url + address)
  await page.locator('html[data-ready]').waitFor()
}
/** Shows a page of its own. */
async function showPage(entries: readonly Unsourced[], made?: Campaign[], address = ''): Promise<void> {
  const writer = htmlWriter()
  const parts = entries.map(({ path, report, source }) => writer.entry(path, report, source))
  const file = join(folder, 'other.html')
  writeFileSync(file, writer.begin() + parts.join('') + writer.end(made))
  await page.goto(pathToFileURL(file).href + address)
  await page.locator('html[data-ready]').waitFor()
}
const openMessage = (path: string): Promise<void> => show(`#message/${indexOf(path) + 1}`)

describe('the HTML report in Chromium', () => {
  beforeAll(async () => {
    const writer = htmlWriter()
    const parts = ENTRIES.map(({ path, report, source }) => writer.entry(path, report, source))
    writeFileSync(join(folder, 'report.html'), writer.begin() + parts.join('') + writer.end(campaigns))
    // a container has no place for Chromium's own sandbox
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    complaints = []
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`))
    page.on('request', (request) => {
      if (!/^file:[^#]*\/(?:report|other)\.html(?:#|$)/.test(request.url()))
        complaints.push(`request: ${request.url()}`)
    })
  })
  afterEach(async () => {
    await page.close()
    expect(complaints).toEqual([])
  })

  it('opens from a file, with the counts of the verdicts', async () => {
    await show('')
    expect(await page.title()).toBe('Overview – backstamp report')
    const hostile = ENTRIES.filter(({ report }) => report.verdict === 'hostile').length
    expect(await page.locator('.tiles .hostile').textContent()).toContain(`${hostile} hostile`)
    expect(await page.locator('svg[role=img]').count()).toBe(5)
  })

  it('shows at once the message of a report that holds one', async () => {
    await showPage(ENTRIES.slice(0, 1))
    expect(await page.locator('article.message').count()).toBe(1)
  })

  it('goes from a figure of the overview to the messages behind it', async () => {
    await show('#overview')
    await page.getByRole('link', { name: 'filler/hidden-text' }).click()
    const found = ENTRIES.filter(({ report }) =>
      report.findings.some(({ check }) => check === 'filler/hidden-text'),
    )
    expect(await count()).toBe(`${found.length} of ${ENTRIES.length} messages`)
  })

  it('sorts by a column, and says so', async () => {
    await show('#messages')
    const head = page.locator('th.path')
    expect(await page.locator('th.verdict').getAttribute('aria-sort')).toBe('descending')
    await head.getByRole('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('ascending')
    const ascending = await rows()
    await head.getByRole('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    expect((await rows())[0]).not.toBe(ascending[0])
    expect(await page.locator('th[aria-sort=none]').count()).toBe(8)
    await page.reload()
    await page.locator('html[data-ready]').waitFor()
    expect(await head.getAttribute('aria-sort')).toBe('descending')
  })

  it('filters by words, verdict and check, and forgets it again', async () => {
    await show('#messages')
    await page.getByLabel('Verdict', { exact: true }).selectOption('hostile')
    expect(new Set(await verdicts())).toEqual(new Set(['hostile']))
    await page.getByLabel('Search').fill('campaign rules12')
    await expect.poll(async () => (await rows()).every((path) => /campaign.*rules12/.test(path))).toBe(true)
    expect(await rows()).toContain('campaign/gmail-rules12.eml')
    await page.getByRole('button', { name: 'Clear' }).click()
    expect(await count()).toBe(`${ENTRIES.length} messages`)
  })

  it('turns pages', async () => {
    await show('#messages')
    const first = await rows()
    expect(first).toHaveLength(100)
    await page.getByRole('button', { name: 'Next' }).click()
    expect(await rows()).toHaveLength(ENTRIES.length - 100)
    expect(page.url()).toContain('page=2')
    expect(await page.locator('[aria-live]').textContent()).toBe('Page 2 of 2')
  })

  it('comes back to the row of the message that was gone on to, on whatever page it is', async () => {
    await show('#messages?sort=path&page=2')
    const [first] = await rows()
    await show('#messages?sort=path')
    await page.locator('.messages tbody a').last().click()
    await page.getByRole('link', { name: 'Next' }).click()
    await expect.poll(() => page.locator('.identity').textContent()).toContain(first)
    await page.getByRole('link', { name: 'Back to the table' }).click()
    await page.locator('.messages').waitFor()
    expect(await page.locator('tr:has(:focus) .path').textContent()).toBe(first)
    expect(page.url()).toContain('sort=path&page=2')
  })

  it('leaves the address to the message that was opened while words were being searched', async () => {
    await show('#messages')
    await page.evaluate(() => {
      const search = document.querySelector<HTMLInputElement>('#filter-text')!
      search.value = 'prize'
      search.dispatchEvent(new Event('input'))
      location.hash = '#message/1'
    })
    await page.locator('article.message').waitFor()
    await page.waitForTimeout(300)
    expect(page.url()).toMatch(/#message\/1$/)
  })

  it('bounds what one value takes, and names what the report leaves out', async () => {
    const { path, report, source } = ENTRIES[indexOf('campaign/everywhere.eml')]
    const findings = report.findings.map((one) => ({ ...one, data: { ...one.data, evidenceOmitted: 7 } }))
    const message = { ...report.message, subject: 'x'.repeat(100_000), sha256: '' }
    await showPage([{ path, source, report: { ...report, message, findings } }])
    expect(await page.locator('h1').textContent()).toBe(`${'x'.repeat(2000)} … and 98,000 characters more`)
    expect(await page.locator('.identity dd').last().textContent()).toBe('none')
    expect(await page.locator('#findings').textContent()).toContain('and 7 further places')
  })

  it('says of a message that cannot be read that it cannot be shown, and goes on', async () => {
    await show('#overview')
    await page.evaluate(() => {
      const block = document.querySelector('script[data-block=details]')!
      ;(block.firstChild as Text).data = '!'
    })
    await page.evaluate(() => {
      location.hash = '#message/1'
    })
    await expect.poll(() => page.locator('h1:focus').textContent()).toBe('This cannot be shown')
    expect(complaints.splice(0)).toHaveLength(1)
    await page.getByRole('link', { name: 'Messages', exact: true }).click()
    await page.locator('.messages').waitFor()
  })

  it('can be used with keys alone', async () => {
    await show('#messages?sort=path')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    expect(await page.locator(':focus').getAttribute('id')).toBe('main')
    await page.getByRole('button', { name: 'File' }).focus()
    await page.keyboard.press('Tab')
    const paths = await rows()
    const focused = (): Promise<string | null> => page.locator('tr:has(:focus) .path').textContent()
    expect(await focused()).toBe(paths[0])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe(paths[2])
    await page.keyboard.press('End')
    expect(await focused()).toBe(paths.at(-1))
    await page.keyboard.press('PageDown')
    expect(await focused()).toBe((await rows())[0])
    await page.keyboard.press('PageUp')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('article.message').waitFor()
    expect(await page.locator(':focus').evaluate((element) => element.tagName)).toBe('H1')
    await page.goBack()
    await page.locator('.messages').waitFor()
    expect(await focused()).toBe(paths[1])
  })

  it('draws the route, the boundary and the twelve headers', async () => {
    const { report } = ENTRIES[indexOf('campaign/received-smtp-auth.eml')]
    await openMessage('campaign/received-smtp-auth.eml')
    expect(await page.locator('.route .hop').count()).toBe(report.route.hops.length)
    expect(await page.locator('.route .boundary').textContent()).toContain('inferred')
    const oldest = await page.locator('.route .hop .host').first().textContent()
    expect(oldest).toContain(report.route.hops.at(-1)!.by)
    const headers = await page.locator('#expected tbody tr td:first-child').allTextContents()
    expect(headers).toEqual(report.expected.map(({ header }) => header))
    expect(await page.locator('#expected tbody').textContent()).toContain('removed')
  })

  it.each(['campaign/received-smtp-auth.eml', 'campaign/everywhere.eml', '<i>\u202e.eml'])(
    'highlights in the source of %j the very bytes of the evidence',
    async (path) => {
      const { report, source } = ENTRIES[indexOf(path)]
      await openMessage(path)
      const places = report.findings.flatMap(({ evidence }) => evidence.slice(0, 3))
      expect(places.length).toBeGreaterThan(0)
      for (const { start, end } of places) {
        const button = page.locator(`#findings button[data-start="${start}"][data-end="${end}"]`).first()
        await button.click()
        const pieces = await page.locator('.source mark.selected').evaluateAll((marks) =>
          marks.map((mark) => {
            const { start: from, end: to } = (mark as HTMLElement).dataset
            return { start: Number(from), end: Number(to), text: mark.textContent ?? '' }
          }),
        )
        expect([pieces[0].start, pieces.at(-1)!.end]).toEqual([start, end])
        for (const [i, piece] of pieces.entries()) {
          if (i > 0) expect(piece.start).toBe(pieces[i - 1].end)
          const bytes = new TextDecoder().decode(source.subarray(piece.start, piece.end))
          const shown = piece.text.replace(/\\u\{([0-9a-f]+)\}/g, (_, hex: string) =>
            String.fromCodePoint(Number.parseInt(hex, 16)),
          )
          expect(shown).toBe(bytes.replace(/\r?\n$/, ''))
        }
        expect(await page.locator(':focus').getAttribute('class')).toContain('selected')
        await page.keyboard.press('Escape')
        expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
      }
    },
    60_000,
  )

  it('goes to the beginning of evidence that is longer than the screen', async () => {
    const line = '<div style="display:none">'.concat('ovjlk qzwbb trmnx '.repeat(1500), '</div>')
    await showPage([entryOf('long.eml', text(`Content-Type: text/html\n\n<p>Seen</p>\n${line}\n`))])
    await page.locator('#findings .place').first().click()
    const top = await page.locator('.source mark.selected').evaluate((mark) => mark.getClientRects()[0].top)
    expect(top).toBeGreaterThan(0)
    expect(top).toBeLessThan(800)
  })

  it('shows hidden text beside what is seen, and hostile text as text', async () => {
    await openMessage('<i>\u202e.eml')
    expect(await page.locator('h1').textContent()).toBe(
      '</script><script>window.owned=1</script> \\u{2028} \\u{202e}gnp.exe',
    )
    expect(await page.locator('#text').textContent()).toContain('<script>window.owned=2</script>')
    expect(await page.locator('#text summary').first().textContent()).toContain('display-none')
    // what scrolls can be reached with keys
    expect(await page.locator('#text .text:not([tabindex="0"][aria-label])').count()).toBe(0)
    expect(await page.evaluate('window.owned')).toBeUndefined()
    expect(await page.locator('img, iframe, object, a[href^=http]').count()).toBe(0)
    expect(await page.title()).toBe('<i>\\u{202e}.eml – backstamp report')
  })

  it('says how pictures and text stand beside each other, as the terminal does', async () => {
    const html =
      '<a href="https://shop.example.net/"><img src="https://img.example.net/a" width="600" height="400"></a><p>Hello'
    await showPage([entryOf('picture.eml', text(`Content-Type: text/html\n\n${html}\n`))])
    expect(await page.locator('#text').textContent()).toContain(
      '1 picture as seen, 1 of them linked, on about 100 % of the space; 0 % with a text in place; 5 characters beside them',
    )
  })

  it('shows of a message without its source what the report has of its texts, and says that it is not all', async () => {
    const { path, report } = ENTRIES[indexOf('<i>\u202e.eml')]
    const visibleText = { words: 60, characters: 300, excerpt: 'seen '.repeat(40).trim() }
    await showPage([{ path, report: { ...report, body: { ...report.body, visibleText } } }])
    const [seen, hidden] = await page.locator('#text h3 ~ .text, #text .stretch').allTextContents()
    expect(seen).toBe(visibleText.excerpt)
    expect(await page.locator('#text .gap').first().textContent()).toBe(
      '140 of 339 characters are not kept in this report',
    )
    expect(hidden).toContain('ovjlk qzwbb trmnx')
  })

  it('forbids itself to make markup of text', async () => {
    await show('')
    const refused = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>x</b>'
        return false
      } catch {
        return true
      }
    })
    expect(refused).toBe(true)
    complaints = complaints.filter((text_) => !/TrustedHTML|trusted-types|requires/i.test(text_))
  })

  it('goes on to the next message of the table, and back', async () => {
    await show('#messages?sort=path')
    const paths = await rows()
    await page.locator('.messages tbody a').first().click()
    await page.getByRole('link', { name: 'Next' }).click()
    await expect.poll(() => page.locator('.identity').textContent()).toContain(paths[1])
    await page.getByRole('link', { name: 'Back to the table' }).click()
    await page.locator('.messages').waitFor()
    expect(page.url()).toContain('sort=path')
  })

  it('lists the campaigns, and tells of each what it is made of', async () => {
    await show('#overview')
    await page.getByRole('link', { name: 'Campaigns', exact: true }).click()
    await page.locator('.campaigns').waitFor()
    expect(await page.locator('.campaigns tbody tr').count()).toBe(campaigns.length)
    const at = campaigns.findIndex(({ subject }) =>
      subject.some((piece) => 'slot' in piece && subject.length > 1),
    )
    const { id, size, subject } = campaigns[at]
    await page.locator(`.campaigns a[href="#campaign/${id}"]`).click()
    await page.locator('article.campaign').waitFor()
    const name = subject.map((piece) => ('slot' in piece ? piece.slot.kind : piece.text)).join('')
    expect(await page.locator('h1').textContent()).toBe(name)
    expect(await page.locator('#members tbody tr').count()).toBe(size)
    await page.locator('#members a[href^="#messages"]').click()
    await expect.poll(count).toBe(`${size} of ${ENTRIES.length} messages`)
    await page.locator('.messages tbody a').first().click()
    await page.locator(`.identity a[href="#campaign/${id}"]`).waitFor()
  })

  it('shows all of many campaigns when asked, and goes on at the first that was not shown', async () => {
    const many = Array.from({ length: 203 }, (_, i) => ({ ...campaigns[0], id: String(i).padStart(16, '0') }))
    await showPage(ENTRIES.slice(0, 2), many, '#campaigns')
    const button = page.getByRole('button', { name: 'Show 3 others' })
    await page.emulateMedia({ media: 'print' })
    expect(await button.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await button.focus()
    await page.keyboard.press('Enter')
    expect(await page.locator('.campaigns tbody tr').count()).toBe(203)
    expect(await page.locator(':focus').getAttribute('href')).toBe(`#campaign/${many[200].id}`)
    expect(await button.count()).toBe(0)
  })

  it('bears addresses that lead nowhere', async () => {
    await show('#message/99999')
    expect(await page.locator('h1').textContent()).toBe('No such message')
    await show('#campaign/__proto__')
    expect(await page.locator('h1').textContent()).toBe('No such campaign')
    await show('#__proto__/1')
    expect(await page.locator('h1').textContent()).toBe('Overview')
  })

  it('is dark where that is preferred, and light on paper', async () => {
    const shade = (): Promise<number> =>
      page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.body).backgroundColor)?.[0]))
    await page.emulateMedia({ colorScheme: 'dark' })
    await show('#messages')
    expect(await shade()).toBeLessThan(64)
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
    expect(await shade()).toBe(255)
  })

  it('prints', async () => {
    await openMessage('campaign/everywhere.eml')
    const pdf = await page.pdf({ format: 'A4', printBackground: true })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.contents').isVisible()).toBe(false)
    expect(await page.locator('.source mark.finding').first().isVisible()).toBe(true)
  })
})
