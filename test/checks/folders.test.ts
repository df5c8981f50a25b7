import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/index.ts'
import { QUESTIONS } from '../../src/schema.ts'
import { MODEL } from '../../src/scoring/model.ts'
import { ROOT } from '../helpers/build.ts'
import { checkFolders } from '../helpers/check-pages.ts'

const SECTIONS = [
  'What it finds',
  'How it works',
  'What it means',
  'What looks like it but is fine',
  'Grades and counts',
  'Example',
]

const folders = checkFolders()
const metaOf = new Map(CHECKS.map(({ meta }) => [meta.id, meta]))
/** Model rows by check: `any` or the grade. */
const rowsOf = new Map<string, Map<string, { positives: number[]; negatives: number[]; bits: number }>>()
for (const question of QUESTIONS) {
  for (const [row, weight] of Object.entries(MODEL.questions[question].weights)) {
    const [id, grade = 'any'] = row.split(':')
    if (!rowsOf.has(id)) rowsOf.set(id, new Map())
    rowsOf.get(id)!.set(grade, weight)
  }
}

/** Text of a section of a page, without its heading. */
function section(page: string, title: string): string {
  const start = page.indexOf(`\n## ${title}\n`)
  const end = page.indexOf('\n## ', start + 1)
  return start < 0 ? '' : page.slice(start + title.length + 5, end < 0 ? undefined : end)
}

/** Markdown as plain text, in one paragraph. */
function plainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Reasons that a source text can dismiss with: the quoted words of each `reason:` property. */
function reasonsIn(source: string): string[] {
  const reasons = new Set<string>()
  for (const [, expression] of source.matchAll(/\breason: ([^,]+),/g))
    for (const [, reason] of expression.matchAll(/'([^']+)'/g)) reasons.add(reason)
  return [...reasons].sort()
}

it('src/checks/index.ts lists the folders, each once', () => {
  expect(folders.length).toBeGreaterThanOrEqual(20)
  expect(CHECKS.map(({ meta }) => meta.id).sort()).toEqual(folders.map(({ id }) => id).sort())
})

it('the model knows no other checks', () => {
  expect([...rowsOf.keys()].filter((id) => !metaOf.has(id))).toEqual([])
})

it('the model weighs a check under the question that it speaks to', () => {
  for (const question of QUESTIONS)
    for (const row of Object.keys(MODEL.questions[question].weights))
      expect(metaOf.get(row.split(':')[0])?.question, row).toBe(question)
})

it('an evidence group speaks to one question', () => {
  const questionOf = new Map<string, string>()
  for (const { evidenceGroup, question } of metaOf.values()) {
    expect(questionOf.get(evidenceGroup) ?? question, evidenceGroup).toBe(question)
    questionOf.set(evidenceGroup, question)
  }
})

it('src/checks/about.json says of each what its page says that it finds; `npx vitest -u` writes it anew', async () => {
  const about = folders.map(({ id, page = '' }) => [id, plainText(section(page, 'What it finds'))])
  for (const [id, text] of about) expect(text.length, id).toBeGreaterThan(30)
  const json = `${JSON.stringify(Object.fromEntries(about), null, 2)}\n`
  await expect(json).toMatchFileSnapshot(join(ROOT, 'src/checks/about.json'))
})

describe.each(folders)('src/checks/$id', ({ id, source = '', page = '', examples }) => {
  const meta = metaOf.get(id)

  it('has check.ts and README.md', () => {
    expect(source).not.toBe('')
    expect(page).not.toBe('')
  })

  it('has the id of its folder', () => {
    expect(source).toContain(`id: '${id}'`)
  })

  it('has a page under its title that says what it speaks to', () => {
    expect(page.split('\n')[0]).toBe(`# ${meta?.title}`)
    const head = page.slice(0, page.indexOf('\n## ')).replaceAll('\n', ' ')
    expect(head).toContain(`\`${id}\` speaks to \`${meta?.question}\``)
    expect(head).toContain(`Severity ${meta?.severity}`)
    expect(head).toContain(`evidence group \`${meta?.evidenceGroup}\``)
    expect(head).toContain(`reads the ${meta?.reads}.`)
  })

  it('has a page with the six sections', () => {
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(SECTIONS)
    for (const title of SECTIONS) expect(section(page, title).trim(), title).not.toBe('')
  })

  it('shows a finding, and a message for every reason to dismiss one', () => {
    // the runner lets a finding go whose contract does not bind; then there is none to show
    const unbound = meta?.contract === true && examples.some(({ reason }) => reason === 'no-contract')
    expect(unbound || examples.some(({ outcome }) => outcome === 'finding')).toBe(true)
    const shown = examples.flatMap(({ outcome, reason }) =>
      outcome === 'dismissed' && reason !== 'no-contract' ? [reason] : [],
    )
    expect([...new Set(shown)].sort()).toEqual(reasonsIn(source))
  })

  it('explains each of these reasons', () => {
    const listed = [...section(page, SECTIONS[3]).matchAll(/^- `([^`]+)`:/gm)].map(([, reason]) => reason)
    expect(listed.sort()).toEqual(reasonsIn(source))
  })

  it('gives the counts of the model', () => {
    const text = section(page, 'Grades and counts')
    expect(text).toContain(`Model of ${/\d{4}-\d\d-\d\d/.exec(MODEL.id)?.[0]}.`)
    const rows = rowsOf.get(id)
    const [, , ...lines] = text.split('\n').filter((line) => line.startsWith('|'))
    const table = new Map(
      lines.map((line) => {
        const [, grade, , ...numbers] = line.split('|').map((cell) => cell.trim())
        return [grade.replaceAll('`', ''), numbers.slice(0, 3).map((number) => number.replaceAll(',', ''))]
      }),
    )
    // of features there is none that every finding has but the first
    expect(['any', 'promise']).toContain([...table.keys()][0])
    for (const grade of rows?.keys() ?? []) expect([...table.keys()]).toContain(grade)
    for (const { grade, name } of examples)
      if (grade !== undefined) expect([...table.keys()], name).toContain(grade)
    const [totals] = Object.values(MODEL.questions[meta!.question].weights)
    for (const [grade, cells] of table) {
      const row = rows?.get(grade)
      expect(cells, grade).toEqual([
        `${row?.positives[0] ?? 0} of ${totals.positives[1]}`,
        `${row?.negatives[0] ?? 0} of ${totals.negatives[1]}`,
        `${row?.bits ?? 0}`,
      ])
    }
  })

  it('links to what is there', () => {
    for (const [, target] of page.matchAll(/\]\(([^)\s]+)\)/g))
      expect(existsSync(join(ROOT, 'src/checks', id, target)), target).toBe(true)
  })
})

describe('docs/checks.md', () => {
  const text = readFileSync(join(ROOT, 'docs/checks.md'), 'utf8')
  const listed = [...text.matchAll(/^- \[([^\]]+)\]\(([^)]+)\)/gm)].map(([, id, target]) => ({ id, target }))

  it('lists every check once, with a link to its page', () => {
    expect(listed.map(({ id }) => id).sort()).toEqual(folders.map(({ id }) => id).sort())
    for (const { id, target } of listed)
      expect(join(dirname('docs/checks.md'), target)).toBe(`src/checks/${id}/README.md`)
  })

  it('lists it under its question, by its title', () => {
    const sections = text.split('\n## ').slice(1)
    for (const { meta } of CHECKS) {
      const under = sections.find((part) => part.includes(`[${meta.id}]`))
      expect(under, meta.id).toContain(`Findings for \`${meta.question}\``)
      const words = under!.replaceAll(/\s+/g, ' ').toLowerCase()
      expect(words, meta.id).toContain(`readme.md): ${meta.title.toLowerCase()}`)
    }
  })
})
