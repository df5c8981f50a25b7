// The real mail of .cache/corpus and its tables of labels, as one list. What the tables hold is told in the README beside them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseLabels } from '../dist/evaluate/index.js'

const OF_BODY = ['hiddenFiller', 'prizeLure']

/** Bodies of `html` come without a header. */
const BODY_HEADER = Buffer.from(
  'From: news@example.org\r\nSubject: News\r\nContent-Type: text/html; charset=utf-8\r\n\r\n',
)

/** Real messages that forged headers, told by hand; it needs no mail to be shipped with the tests. */
const FORGED = fileURLToPath(new URL('../test/forged-headers.tsv', import.meta.url))

/** Real messages that the checks themselves picked: they tell weights, and no recall. */
const MARKED = fileURLToPath(new URL('../test/forged-by-mark.tsv', import.meta.url))

/** 364 more messages of phish, by the same guide: each read by two, who agreed or settled it; blank where they could not. */
const MORE = fileURLToPath(new URL('../test/evaluate/phish-labels.tsv', import.meta.url))

/** How much a promise in text alone teaches of what is promised. */
const TEXT_CLAIM = 0.6

const isLegitimate = (stratum) => stratum.endsWith('ham')

/** Rows of a table as objects by the names of its columns. */
function readTable(file) {
  const [head, ...rows] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])))
}

/** Every file below a folder, as a path within `root`, sorted. */
function filesBelow(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
}

/** Set apart, to be measured once: of `later` the messages whose number is divisible by three, of `honest` every third
 * folder by name. */
function createApart(root) {
  const folders = readdirSync(join(root, 'honest')).sort()
  const thirds = new Set(folders.filter((_, i) => i % 3 === 2))
  return (path) => {
    const [folder, within] = path.split('/')
    if (folder === 'honest') return thirds.has(within)
    return folder === 'later' && Number(/\d+/.exec(within)?.[0]) % 3 === 0
  }
}

/**
 * All messages with a label, each as `{ path, year, labels, strata, hints }`: labels, strata and hints by question, and the year of
 * the table that has one; and how many labelled messages are missing from the folder.
 * @param root the folder of the unpacked mail.
 * @param apart whether what is set apart for the end is there, too.
 */
export function readLabelledCorpus(root, { apart = false } = {}) {
  const labels = new Map()
  const years = new Map()
  const put = (path, stratum, answers) => {
    const own = labels.get(path) ?? new Map()
    labels.set(path, own)
    for (const [question, label] of Object.entries(answers))
      if (label === undefined) own.delete(question)
      else own.set(question, { stratum, label })
  }
  const tableOf = (name) => parseLabels(readFileSync(join(root, name), 'utf8'))
  for (const name of ['labels.tsv', 'labels-honest.tsv'])
    for (const { path, stratum, labels: answers } of tableOf(name))
      put(path, stratum, isLegitimate(stratum) ? { headersForged: 0, ...answers } : answers)
  const hints = new Map()
  const later = [join(root, 'labels-v2.tsv'), MORE]
  for (const { path, stratum, year, claim, carrier } of later.flatMap(readTable)) {
    years.set(path, year)
    if ((claim === 'prize' || claim === 'gambling') && carrier === 'text')
      hints.set(path, { prizeLure: TEXT_CLAIM })
    put(path, stratum, { hiddenFiller: undefined, prizeLure: undefined })
  }
  // A blank of the later table is a judgement, too: it takes the label of the earlier one away.
  for (const file of later)
    for (const { path, stratum, labels: answers } of parseLabels(readFileSync(file, 'utf8')))
      put(path, stratum, answers)
  for (const { path } of readTable(MARKED)) put(path, 'forged-by-mark', { headersForged: 1 })
  for (const { path } of readTable(FORGED)) put(path, 'forged', { headersForged: 1 })
  for (const path of filesBelow(root, 'relay')) put(path, 'relay-ham', { headersForged: 0 })
  for (const path of filesBelow(root, 'kit')) put(path, 'kit', { hiddenFiller: 1 })
  for (const path of filesBelow(root, 'html'))
    put(path, 'html', Object.fromEntries(OF_BODY.map((question) => [question, 0])))

  const isApart = createApart(root)
  const labelled = [...labels].filter(
    ([path, own]) => (own.size > 0 || hints.has(path)) && (apart || !isApart(path)),
  )
  const there = labelled.filter(([path]) => existsSync(join(root, path)))
  const messages = there
    .map(([path, own]) => ({
      path,
      year: years.get(path),
      hints: hints.get(path),
      labels: Object.fromEntries([...own].map(([question, { label }]) => [question, label])),
      strata: Object.fromEntries([...own].map(([question, { stratum }]) => [question, stratum])),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  return { messages, missing: labelled.length - there.length }
}

/** The bytes of a labelled message. */
export function readLabelledMessage(root, path) {
  const bytes = readFileSync(join(root, path))
  return path.startsWith('html/') ? Buffer.concat([BODY_HEADER, bytes]) : bytes
}
