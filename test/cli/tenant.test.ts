import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { generate } from '../../corpus/generator.mjs'
import { createAnalyzer } from '../../src/analyzer.ts'
import { zip } from '../helpers/archives.ts'
import { ROOT } from '../helpers/build.ts'
import { backstamp } from '../helpers/cli.ts'
import { scratch } from '../helpers/scratch.ts'

const CORPUS = join(ROOT, 'corpus/tenant')
const exchange = readFileSync(join(CORPUS, 'attack/exchange.csv'))

const rule = {
  CreationTime: '2026-01-05T10:11:12',
  Id: 'dddddddd-0000-4000-8000-000000000001',
  Operation: 'New-TransportRule',
  RecordType: 1,
  UserType: 2,
  UserId: 'dana@contoso.example',
  Workload: 'Exchange',
  ObjectId: '',
  Parameters: [
    { Name: 'Name', Value: 'evil\x1b[31m\u202e' },
    { Name: 'RemoveHeader', Value: 'Received' },
  ],
}

const made = scratch({
  'log.json': JSON.stringify([rule]),
  'broken.json': `{"Operation": "New-TransportRule", "RecordType": 1, "UserId": "a"}\n{"a": }\n`,
  'notes.txt': 'buy milk',
  'exchange.csv.gz': gzipSync(exchange),
  'export.zip': zip([
    { name: 'logs/exchange.csv', content: exchange },
    { name: 'readme.txt', content: 'about' },
  ]),
})
const cwd = made.dir
afterAll(() => made.remove())

const lines = (ndjson: string): { kind: string; [name: string]: unknown }[] =>
  ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('backstamp tenant', () => {
  it('shows findings with their records, the story, the steps, and what was let go', async () => {
    const { stdout, stderr, status } = await backstamp(['tenant', 'attack', 'ordinary'], { cwd: CORPUS })
    expect(stdout).toMatch(/^ {2}high {4}tailspin\.example_kvd made connector Ran_wtbqe and 12 rules/m)
    expect(stdout).toMatch(/^ {10}sequence\/connector-and-rules: attack\/exchange\.csv#13, #12, #11/m)
    expect(stdout).toMatch(/^ {2}2026-01-12 02:19:20 {2}marta\.oduya@tailspin\.example signed in at/m)
    expect(stdout).toMatch(/^ {2}seen {5}A connector was opened, 2026-02-20 19:40:02$/m)
    expect(stdout).toMatch(/^ {2}- rule Hide inner hosts removes Received/m)
    expect(stderr).toMatch(/records: findings: 6 high$/m)
    expect(status).toBe(1)
  })

  it('reads archives and compressed files', async () => {
    for (const [path, place] of [
      ['exchange.csv.gz', 'exchange.csv.gz'],
      ['export.zip', 'export.zip!/logs/exchange.csv'],
    ]) {
      const { stdout } = await backstamp(['tenant', '--format', 'json', path], { cwd })
      expect(JSON.parse(stdout).findings[0].evidence[0]).toMatchObject({ path: place, record: 13 })
    }
  })

  it('prints a line a finding, a step and a dismissal as ndjson', async () => {
    const { stdout, status } = await backstamp(['tenant', '--format=ndjson', 'ordinary'], { cwd: CORPUS })
    const kinds = lines(stdout).map(({ kind }) => kind)
    expect([...new Set(kinds)]).toEqual(['step', 'dismissed'])
    expect(status).toBe(0)
  })

  it('writes a file, and names what was not read', async () => {
    const { stdout, stderr, status } = await backstamp(
      ['tenant', '-q', '--format=json', '-o', 'out.json', 'log.json', 'broken.json', 'notes.txt'],
      { cwd },
    )
    expect(stdout).toBe('')
    expect(stderr).toBe(
      'backstamp: broken.json#2: skipped, not valid JSON\nbackstamp: notes.txt#1: skipped, no form of file that is read\n',
    )
    const { findings, unread } = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'))
    expect(findings).toHaveLength(1)
    expect(unread).toHaveLength(2)
    expect(status).toBe(0)
  })

  it('lets nothing from a log act on the terminal', async () => {
    for (const format of ['table', 'json', 'ndjson']) {
      const { stdout } = await backstamp(['tenant', '--format', format, 'log.json'], { cwd })
      expect(stdout).toContain('evil')
      expect(stdout).not.toMatch(/[\x1b\u202e]/)
    }
  })

  it('takes standard input', async () => {
    const { stdout } = await backstamp(['tenant', '-'], { input: JSON.stringify(rule) })
    expect(stdout).toContain('-#1')
  })

  it('names a file that gave too many unread parts once', async () => {
    mkdirSync(join(cwd, 'many'))
    writeFileSync(join(cwd, 'many/a.jsonl'), '{"a":1}\n'.repeat(50))
    const { stderr } = await backstamp(['tenant', 'many', 'log.json'], { cwd })
    expect(stderr.match(/skipped/g)).toHaveLength(11)
    expect(stderr).toContain('many/a.jsonl: skipped, 40 more of its records')
  })

  it.each([
    [['--fail-on', 'medium', 'log.json'], 1],
    [['--fail-on', 'high', 'log.json'], 0],
    [['notes.txt'], 2],
    [['log.json', 'missing.json'], 2],
  ])('%j ends with %d', async (args, expected) => {
    const { status } = await backstamp(['tenant', ...args], { cwd })
    expect(status).toBe(expected)
  })

  it.each([
    [[], 'nothing to read'],
    [['--format', 'csv', 'log.json'], '--format must be one of table, ndjson, json'],
    [['--fail-on', 'hostile', 'log.json'], '--fail-on must be one of low, medium, high'],
    [['--limit', 'event=1', 'log.json'], '--limit knows no event (did you mean events?)'],
    [['--limit', 'textBytes=1', 'log.json'], '--limit knows no textBytes'],
    [['--limit', 'events=0', 'log.json'], 'limits.events must be an integer from 1 to 2147483647, not 0'],
  ])('refuses %j', async (args, message) => {
    const { stderr, status } = await backstamp(['tenant', ...args], { cwd })
    expect(stderr).toContain(message)
    expect(status).toBe(2)
  })

  it('says which rule explains what a message lacks', async () => {
    const { bytes } = generate({ kind: 'campaign', seed: 3, options: { remove: ['received'] } })
    writeFileSync(join(cwd, 'stripped.eml'), bytes)
    const { route } = createAnalyzer().analyze(bytes)
    const OrganizationId = route.traces.find(({ tenant }) => tenant !== undefined)?.tenant
    const log = { ...rule, OrganizationId, CreationTime: '2001-01-01T00:00:00' }
    writeFileSync(join(cwd, 'own.json'), JSON.stringify(log))
    const run = (format: string) =>
      backstamp(['tenant', '--format', format, '--message', 'stripped.eml', 'own.json'], { cwd })
    const { stdout } = await run('table')
    expect(stdout).toMatch(/^ {2}- stripped\.eml: passed this tenant, /m)
    expect(stdout).toMatch(/^ {6}rule evil.* removed Received from 2001-01-01T00:00:00Z on: own\.json#1$/m)
    expect(lines((await run('ndjson')).stdout).at(-1)).toMatchObject({ kind: 'message', tenant: 'same' })
    expect(JSON.parse((await run('json')).stdout).messages).toMatchObject([{ path: 'stripped.eml' }])
  })

  it('takes limits', async () => {
    const { stdout } = await backstamp(
      ['tenant', '--limit', 'events=2', '--limit', 'members=5', 'export.zip'],
      { cwd },
    )
    expect(stdout).toContain('24 left out by the limit events, which is 2')
  })
})
