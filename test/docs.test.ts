import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import {
  DEFAULT_DMARC_INDEX_LIMITS,
  DEFAULT_DMARC_LIMITS,
  DMARC_PROBLEMS,
  readDmarcReports,
  summarizeDmarc,
} from '../src/dmarc/index.ts'
import { DEFAULT_LIMITS } from '../src/mime/limits.ts'
import { CSV_COLUMNS, WRITERS } from '../src/report/index.ts'
import { ROOT } from './helpers/build.ts'
import { DOCUMENTS, read } from './helpers/documents.ts'

describe('links', () => {
  it.each(DOCUMENTS)('of %s lead somewhere', (document) => {
    for (const [, target] of read(document).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue
      const [path, anchor] = target.split('#')
      const file = path === '' ? join(ROOT, document) : resolve(ROOT, dirname(document), path)
      expect(existsSync(file), target).toBe(true)
      if (anchor) {
        const anchors = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
          title.toLowerCase().replaceAll(' ', '-'),
        )
        expect(anchors, target).toContain(anchor)
      }
    }
  })
})

describe('docs/report.md', () => {
  const reference = read('docs/report.md')

  it('names every property that reports have', () => {
    const seen = new Set<string>()
    const collect = (value: unknown): void => {
      if (Array.isArray(value)) for (const item of value) collect(item)
      else if (value !== null && typeof value === 'object')
        for (const [key, inner] of Object.entries(value)) {
          seen.add(key)
          if (key !== 'data' && key !== 'properties') collect(inner)
        }
    }
    const analyzer = createAnalyzer()
    const corpus = join(ROOT, 'corpus/messages')
    for (const name of readdirSync(corpus, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.eml')) collect(analyzer.analyze(readFileSync(join(corpus, name))))
    expect(seen.size).toBeGreaterThan(60)
    for (const key of seen) expect(reference, key).toContain(`\`${key}\``)
  })

  it('gives every limit with its default', () => {
    for (const [name, value] of Object.entries(DEFAULT_LIMITS))
      expect(reference).toMatch(new RegExp(`^\\| \`${name}\` +\\| ${value} +\\|`, 'm'))
  })
})

describe('docs/dmarc.md', () => {
  const reference = read('docs/dmarc.md')

  it('names every deviation, with what is made of it, and every property', () => {
    for (const [code, message] of Object.entries(DMARC_PROBLEMS))
      expect(reference).toContain(`| \`${code}\` | ${message} |`)
    const seen = new Set<string>()
    JSON.stringify(
      ['rfc7489.xml', 'rfc9990.xml', 'broken.xml'].map((name) => {
        const readings = readDmarcReports(readFileSync(join(ROOT, 'corpus/dmarc', name)))
        return [readings, summarizeDmarc(readings)]
      }),
      (key, value) => {
        if (!/^\d*$/.test(key)) seen.add(key)
        return value
      },
    )
    expect(seen.size).toBeGreaterThan(60)
    for (const key of seen)
      if (key !== 'tenant' && key !== 'spfPassed') expect(reference, key).toContain(`\`${key}\``)
  })

  it('gives every limit with its default', () => {
    for (const [name, value] of Object.entries({ ...DEFAULT_DMARC_LIMITS, ...DEFAULT_DMARC_INDEX_LIMITS }))
      expect(reference).toMatch(new RegExp(`^\\| \`${name}\` +\\| ${value} +\\|`, 'm'))
  })
})

describe('docs/formats.md', () => {
  const reference = read('docs/formats.md')

  it('has a line and a section for every format', () => {
    expect([...reference.matchAll(/^\| `(\w+)` +\|.*\| (?:yes|no) +\|$/gm)].map(([, name]) => name)).toEqual(
      Object.keys(WRITERS),
    )
    expect([...reference.matchAll(/^## (\w+)$/gm)].map(([, name]) => name)).toEqual(Object.keys(WRITERS))
  })

  it('has the columns of CSV with their types, in order', () => {
    const table = [...reference.matchAll(/^\| `(\w+)` +\| (text|integer|number|boolean|timestamp) +\|/gm)]
    expect(table.map(([, name, type]) => ({ name, type }))).toEqual(CSV_COLUMNS)
  })
})
