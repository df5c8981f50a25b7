#!/usr/bin/env node
// Holds the visible text of messages against what Chromium shows of them.
//
//   npm install --no-save playwright-core@1.65.1      (and a Chromium: on Debian, apt-get install chromium)
//   npm run build && node bench/compare-rendering.mjs [--count N] [--worst N] [--chromium PATH] FOLDER...
//
// Of each folder, evenly spread messages with an HTML body; a file that is no mail is taken for an HTML body. The page is shown
// without scripts and without any request, in a window of 1280 by 800. Its text are the text nodes that have a box, whose own
// and inherited styles let them be seen: the same rules as ours (docs/checks.md), asked of a browser's layout. The figure is
// the share of words that both have: twice those in common by the sum of both.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { simpleParser } from 'mailparser'
import { readMessageText } from '../dist/index.js'

const { values, positionals } = parseArgs({
  options: {
    count: { type: 'string', default: '40' },
    worst: { type: 'string', default: '5' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
  allowPositionals: true,
})
if (positionals.length === 0) {
  console.error('usage: node bench/compare-rendering.mjs [--count N] [--worst N] [--chromium PATH] FOLDER...')
  process.exit(2)
}
const name = 'playwright-core'
const { chromium } = await import(name).catch(() => {
  console.error(`${name} is not there: npm install --no-save ${name}`)
  process.exit(2)
})

const WRAP = Buffer.from('From: a@example.org\r\nContent-Type: text/html; charset=utf-8\r\n\r\n')

/** Message and HTML of a file; undefined where its shown text is not HTML. */
async function read(file) {
  const bytes = readFileSync(file)
  if (/\.html?$/.test(file)) return { message: Buffer.concat([WRAP, bytes]), html: bytes.toString('utf8') }
  const { html } = await simpleParser(bytes, { skipTextToHtml: true, skipTextLinks: true }).catch(() => ({}))
  return html ? { message: bytes, html } : undefined
}

/** Runs in the page: the words that are seen. */
function seenText() {
  const out = []
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)
  const parse = (color) => (color.match(/[\d.]+/g) ?? []).map(Number)
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((value) => {
      const share = value / 255
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue
    const parent = node.parentElement
    const style = getComputedStyle(parent)
    const range = document.createRange()
    range.selectNodeContents(node)
    const rects = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1)
    if (rects.length === 0 || style.visibility !== 'visible' || Number.parseFloat(style.fontSize) <= 2)
      continue
    const ink = parse(style.webkitTextFillColor)
    if ((ink[3] ?? 1) < 0.1) continue
    let ground
    let seen = true
    let { left, top, right, bottom } = rects[0]
    for (let box = parent; box; box = box.parentElement) {
      const own = getComputedStyle(box)
      if (Number(own.opacity) < 0.1 || own.display === 'none') seen = false
      if (own.overflow !== 'visible') {
        const { left: l, top: t, right: r, bottom: b } = box.getBoundingClientRect()
        left = Math.max(left, l)
        top = Math.max(top, t)
        right = Math.min(right, r)
        bottom = Math.min(bottom, b)
      }
      if (own.backgroundImage !== 'none') ground ??= 'picture'
      const color = parse(own.backgroundColor)
      if ((color[3] ?? 1) > 0.5) ground ??= color
    }
    if (!seen || right - left <= 1 || bottom - top <= 1 || right < 0 || bottom < 0) continue
    if (ground !== 'picture') {
      const [one, other] = [light(ink), light(ground ?? [255, 255, 255])]
      if ((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < 1.1) continue
    }
    out.push(node.data)
  }
  return out.join(' ')
}

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

function overlap(ours, theirs) {
  const counts = new Map()
  for (const word of ours) counts.set(word, (counts.get(word) ?? 0) + 1)
  let common = 0
  const extra = []
  for (const word of theirs) {
    const left = counts.get(word) ?? 0
    if (left > 0) {
      common++
      counts.set(word, left - 1)
    } else extra.push(word)
  }
  const missing = [...counts].flatMap(([word, left]) => Array(left).fill(word))
  const total = ours.length + theirs.length
  return { share: total === 0 ? 1 : (2 * common) / total, onlyTheirs: extra.length, onlyOurs: missing.length }
}

const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox'] })
const context = await browser.newContext({
  javaScriptEnabled: false,
  viewport: { width: 1280, height: 800 },
  offline: true,
})
const results = []
for (const folder of positionals) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const wanted = Math.ceil(Number(values.count) / positionals.length)
  let taken = 0
  for (
    let i = 0;
    i < files.length && taken < wanted;
    i += Math.max(1, Math.floor(files.length / (2 * wanted)))
  ) {
    const found = await read(files[i])
    if (!found) continue
    const page = await context.newPage()
    try {
      await page.route('**', (route) => route.abort())
      await page.setContent(found.html, { waitUntil: 'domcontentloaded', timeout: 20_000 })
      const theirs = wordsOf(await page.evaluate(seenText))
      const ours = wordsOf(readMessageText(found.message).visibleText)
      results.push({ file: files[i], ours: ours.length, theirs: theirs.length, ...overlap(ours, theirs) })
      taken++
    } catch (error) {
      console.error(`${files[i]}: ${error.message.split('\n')[0]}`)
    } finally {
      await page.close()
    }
  }
}
await browser.close()

results.sort((a, b) => a.share - b.share)
const median = results[results.length >> 1]
console.log(
  `${results.length} messages: median ${median.share.toFixed(3)}, least ${results[0].share.toFixed(3)}`,
)
for (const { file, share, ours, theirs, onlyOurs, onlyTheirs } of results.slice(0, Number(values.worst)))
  console.log(
    `${share.toFixed(3)}  ${ours} words of ours, ${theirs} of Chromium’s; ${onlyOurs} and ${onlyTheirs} alone  ${file}`,
  )
