import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { msg } from './helpers/archives.ts'
import { ROOT } from './helpers/build.ts'

/** What a stranger gets: the tarball, installed in a folder of its own. */
const dir = mkdtempSync(join(tmpdir(), 'backstamp-consumer-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

interface Packed {
  filename: string
  size: number
  files: { path: string }[]
}
let packed: Packed

const run = (command: string, args: readonly string[], cwd = dir): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** `@noble/hashes` of its folder. */
const packageOf = (folder: string): string => folder.slice(folder.lastIndexOf('node_modules/') + 13)

beforeAll(() => {
  ;[packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', dir], ROOT))
  writeFileSync(
    join(dir, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'commonjs' }),
  )
  writeFileSync(join(dir, 'message.eml'), 'From: ann@example.org\r\nSubject: hello\r\n\r\nSee you.\r\n')
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `./${packed.filename}`])
}, 180_000)

describe('the package', () => {
  it('holds what is built and the papers, nothing else', () => {
    const names = packed.files.map((file) => file.path)
    expect(names).toEqual(
      expect.arrayContaining([
        'README.md',
        'LICENSE',
        'CHANGELOG.md',
        'dist/index.js',
        'dist/index.d.ts',
        'dist/cli/main.js',
        'docs/checks.md',
        'report.schema.json',
        'src/checks/route/time-travel/README.md',
      ]),
    )
    expect(
      names.filter(
        (name) =>
          !/^(?:dist\/|docs\/.*\.md$|src\/checks\/.*\/README\.md$|package\.json$|report\.schema\.json$|README\.md$|LICENSE$|(?:CHANGELOG|CONTRIBUTING|SECURITY)\.md$)/.test(
            name,
          ),
      ),
    ).toEqual([])
  })

  it('is small', () => {
    expect(packed.size).toBeLessThan(1_000_000)
  })

  it('brings few others with it, and none that only some users need', () => {
    const installed = run('npm', ['ls', '--all', '--parseable']).trim().split('\n').map(packageOf)
    const brought = new Set(installed.slice(1).filter((name) => name !== 'backstamp'))
    expect(brought.size).toBeLessThanOrEqual(18)
    const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    for (const name of Object.keys(peerDependencies)) expect(brought).not.toContain(name)
  })
})

describe('TypeScript', () => {
  const program = `
import { createAnalyzer, type Analyzer, type Report } from 'backstamp'
import { type AnalyzerPool, createAnalyzerPool, PoolBusyError } from 'backstamp/batch'
import { explain, formatNdjson } from 'backstamp/report'
import { type DmarcReading, readDmarcReports, summarizeDmarc } from 'backstamp/dmarc'
import { analyzeParsedMail, parseAndAnalyze } from 'backstamp/mailparser'
import { crossValidate, type LabelledRow } from 'backstamp/evaluate'
import { examineTenant, readTenantRecords, type TenantReport } from 'backstamp/tenant'

const rows: LabelledRow[] = [{ kind: 'mail', group: 'a', labels: { prizeLure: 0 }, findings: [] }]
const lure: number = crossValidate(rows)[0].prizeLure
const analyzer: Analyzer = createAnalyzer({ trustedHosts: ['mx.example.net'], limits: { parts: 100 } })
const bytes = new TextEncoder().encode('From: ann@example.org\\r\\n\\r\\nhello\\r\\n')
const report: Report = analyzer.analyze(bytes)
const line: string = formatNdjson('a.eml', report)
const story: string = explain(report, { bytes })
const readings: DmarcReading[] = readDmarcReports(bytes, { path: 'a.xml' })
const counted: number = summarizeDmarc(readings).readings.counted
const tenant: TenantReport = examineTenant(readTenantRecords(bytes, { path: 'a.json' }))
const pool: AnalyzerPool = createAnalyzerPool({ workers: 1, trustedHosts: ['mx.example.net'] })
const moved: Promise<Report> = pool.analyze(bytes, { transfer: true })
const busy: string = new PoolBusyError().name
const verdict: 'clean' | 'suspicious' | 'hostile' = report.verdict
const both: Promise<Report> = parseAndAnalyze(bytes).then((result) => result.report)
const rebuilt: Uint8Array = analyzeParsedMail([{ key: 'from', line: 'From: a@example.org' }], analyzer).bytes
// @ts-expect-error a string is no message
analyzer.analyze('text')
export { both, busy, counted, line, lure, moved, rebuilt, story, tenant, verdict }
`
  /** What the compiler has to say about one file. */
  function compile(name: string, source: string, options: object): string {
    writeFileSync(join(dir, `${name}.mts`), source)
    const compilerOptions = { target: 'es2022', strict: true, noEmit: true, ...options }
    writeFileSync(join(dir, `${name}.json`), JSON.stringify({ compilerOptions, files: [`${name}.mts`] }))
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
    return spawnSync(process.execPath, [tsc, '-p', `${name}.json`], { cwd: dir, encoding: 'utf8' }).stdout
  }
  const withNode = { types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')] }

  // whoever imports backstamp/mailparser has it
  const mailparser = join(dir, 'node_modules/mailparser')
  beforeAll(() => symlinkSync(join(ROOT, 'node_modules/mailparser'), mailparser))
  afterAll(() => rmSync(mailparser))

  it.each([
    ['nodenext', { module: 'nodenext', moduleResolution: 'nodenext' }],
    ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
  ])(
    'finds the types under %s',
    (name, options) => {
      expect(compile(name, program, { ...withNode, ...options })).toBe('')
      expect(
        compile(name, program.replace('// @ts-expect-error', '//'), { ...withNode, ...options }),
      ).toContain('TS2345')
    },
    60_000,
  )

  it('needs no Node types for the core', () => {
    const source = `import { createAnalyzer } from 'backstamp'\nexport const report = createAnalyzer().analyze(new Uint8Array())\n`
    const options = { module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom'], types: [] }
    expect(compile('core', source, options)).toBe('')
  }, 60_000)
})

describe('JavaScript', () => {
  const print = `
const report = createAnalyzer().analyze(new TextEncoder().encode('From: ann@example.org\\r\\n\\r\\nhello\\r\\n'))
console.log(report.schema, report.message.from[0].address, typeof explain(report), typeof parseAndAnalyze)
`
  it('imports it', () => {
    const source = `import { createAnalyzer } from 'backstamp'
import { explain } from 'backstamp/report'
import { parseAndAnalyze } from 'backstamp/mailparser'
${print}`
    writeFileSync(join(dir, 'use.mjs'), source)
    expect(run(process.execPath, ['use.mjs'])).toBe('1 ann@example.org string function\n')
  })

  it('requires it from CommonJS', () => {
    const source = `const { createAnalyzer } = require('backstamp')
const { explain } = require('backstamp/report')
const { parseAndAnalyze } = require('backstamp/mailparser')
${print}`
    writeFileSync(join(dir, 'use.cjs'), source)
    expect(run(process.execPath, ['use.cjs'])).toBe('1 ann@example.org string function\n')
  })
})

describe('backstamp/mailparser without mailparser', () => {
  it('reports on what is parsed already, and says what to install where it is to parse', () => {
    const source = `import { analyzeParsedMail, parseAndAnalyze } from 'backstamp/mailparser'
console.log(analyzeParsedMail([{ key: 'subject', line: 'Subject: hello' }]).report.message.subject)
await parseAndAnalyze('Subject: hello').catch(({ message }) => console.log(message))
`
    writeFileSync(join(dir, 'parse.mjs'), source)
    expect(run(process.execPath, ['parse.mjs'])).toMatch(/^hello\nmailparser .*: npm install mailparser\n$/)
  })
})

describe('the pool', () => {
  const source = `
const pool = createAnalyzerPool({ workers: 2 })
pool.analyze(new TextEncoder().encode('From: ann@example.org\\r\\n\\r\\nhello\\r\\n')).then(async (report) => {
  console.log(report.message.from[0].address)
  await pool.close()
})
`
  it.each([
    ['pool.mjs', "import { createAnalyzerPool } from 'backstamp/batch'"],
    ['pool.cjs', "const { createAnalyzerPool } = require('backstamp/batch')"],
  ])('finds its workers from %s', (name, loading) => {
    writeFileSync(join(dir, name), `${loading}\n${source}`)
    expect(run(process.execPath, [name])).toBe('ann@example.org\n')
  })
})

describe('the binary', () => {
  it('runs', () => {
    const report = JSON.parse(
      run(join(dir, 'node_modules/.bin/backstamp'), ['scan', '--quiet', '--format', 'ndjson', 'message.eml']),
    )
    expect(report).toMatchObject({ path: 'message.eml', message: { subject: 'hello' } })
    expect(run('npx', ['--no-install', 'backstamp', '--version'])).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it("says what to install for Outlook's .msg", () => {
    writeFileSync(join(dir, 'a.msg'), msg({ '001A': 'IPM.Note', '1000': 'See you.' }))
    const { stderr } = spawnSync(join(dir, 'node_modules/.bin/backstamp'), ['scan', 'a.msg'], {
      cwd: dir,
      encoding: 'utf8',
    })
    expect(stderr).toContain(
      "a.msg: skipped, an OLE file: to read Outlook's .msg, npm install @kenjiuno/msgreader",
    )
  })
})
