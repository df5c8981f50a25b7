import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SHIPPED } from '../../corpus/generate/shipped.mjs'
import { LABEL_HEADER, labelRow } from '../../corpus/generator.mjs'

const corpus = join(import.meta.dirname, '../../corpus')
const [head, ...rows] = readFileSync(join(corpus, 'labels.tsv'), 'utf8').trimEnd().split('\n')
const files = (readdirSync(join(corpus, 'messages'), { recursive: true }) as string[])
  .filter((path) => path.endsWith('.eml'))
  .map((path) => `messages/${path.replaceAll('\\', '/')}`)
  .sort()
const read = (path: string) => readFileSync(join(corpus, path))

/** Names that anyone may use in examples. */
const EXAMPLE = /(?:^|\.)(?:example|test|invalid|example\.(?:com|org|net))$/
/** Hosts of operators, as they stand in identifiers and bounce addresses. */
const INFRASTRUCTURE =
  /(?:^|\.)(?:prod\.outlook\.com|amazonses\.com|rsgsv\.net|mail\.gmail\.com)$|^geopod-ismtpd-\d+$|^[a-z]+example\.onmicrosoft\.com$/

describe('labels.tsv', () => {
  it('has the header row of the evaluation', () => {
    expect(head).toBe(LABEL_HEADER)
  })

  it('has one row for every message, and no other, in order', () => {
    expect(rows.map((row) => row.split('\t')[0])).toEqual(files)
  })

  it('names at least 60 messages of all groups', () => {
    expect(files.length).toBeGreaterThanOrEqual(60)
    const groups = new Set(files.map((path) => path.split('/')[1]))
    expect([...groups].sort()).toEqual([
      'broken',
      'campaign',
      'filler',
      'forged',
      'hostile',
      'lure',
      'newsletter',
      'ordinary',
    ])
  })

  it.each(rows)('%s', (row) => {
    const [path, stratum, ...labels] = row.split('\t')
    expect(stratum).toBe(path.split('/')[1])
    expect(labels.length).toBe(4)
    for (const label of labels) expect(['1', '0', '']).toContain(label)
  })

  it('asks each question both ways', () => {
    for (let column = 2; column < 6; column++) {
      const answers = rows.map((row) => row.split('\t')[column])
      for (const label of ['1', '0', '']) {
        if (column === 3 && label === '') continue
        expect(answers).toContain(label)
      }
    }
  })
})

describe('messages', () => {
  it('differ from one another', () => {
    expect(new Set(files.map((path) => read(path).toString('latin1'))).size).toBe(files.length)
  })

  it('are together smaller than 2 MB', () => {
    expect(files.reduce((sum, path) => sum + read(path).length, 0)).toBeLessThan(2_000_000)
  })

  it('name nobody: addresses and links are of example domains or of operators', () => {
    const strangers = new Set<string>()
    for (const path of files) {
      const text = read(path)
        .toString('latin1')
        .replace(/=\r?\n/g, '')
      const addresses = [...text.matchAll(/[\w.+%-]@([a-z\d][a-z\d.-]*[a-z\d])/gi)].map((found) =>
        found[1].toLowerCase(),
      )
      const hosts = [...text.matchAll(/https?:\/\/([^\s/"'>:;)]+)/gi)].map((found) => found[1].toLowerCase())
      for (const domain of addresses)
        if (!EXAMPLE.test(domain) && !INFRASTRUCTURE.test(domain)) strangers.add(domain)
      for (const host of hosts)
        if (!EXAMPLE.test(host) && !/^(?:mailchimp\.com|example\.us2\.list-manage\.com)$/.test(host))
          strangers.add(host)
    }
    expect([...strangers]).toEqual([])
  })

  it.each([...SHIPPED.keys()])('%s is what its builder makes', (name) => {
    const { bytes, labels } = SHIPPED.get(name)!()
    const path = `messages/${name}.eml`
    expect(read(path).equals(bytes)).toBe(true)
    expect(rows).toContain(labelRow(path, name.split('/')[0], labels))
  })

  it('end their lines in CRLF, but for those that are broken on purpose', () => {
    const odd = files.filter((path) => /(?:^|[^\r])\n/.test(read(path).toString('latin1')))
    expect(odd).toEqual(['messages/broken/bare-lf.eml', 'messages/broken/mixed-line-ends.eml'])
  })
})
