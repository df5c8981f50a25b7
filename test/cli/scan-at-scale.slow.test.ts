import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tar } from '../helpers/archives.ts'
import { program as backstamp } from '../helpers/cli.ts'
import { MAIN } from '../helpers/package.ts'
import { scratch } from '../helpers/scratch.ts'

/** More than are read before workers are started. */
const COUNT = 1500

const mail = (number: number): string =>
  `From: Ann <ann@example.com>\r\nTo: bob@example.net\r\nSubject: number ${number}\r\nMessage-ID: <${number}@example.com>\r\n\r\n${'See you on Tuesday. '.repeat(number % 50)}\r\n`

const files: Record<string, string> = { 'd/empty.eml': '' }
for (let i = 0; i < COUNT; i++) files[`d/${i}.eml`] = mail(i)
const mails = Array.from({ length: COUNT }, (_, i) => mail(i))
const { dir: cwd, remove } = scratch({
  ...files,
  'box.mbox': mails.map((text) => `From ann@example.com Mon Mar  2 10:00:00 2026\n${text}\n`).join(''),
  'd.tar.gz': gzipSync(await tar(files)),
})
afterAll(remove)

let expected = ''
beforeAll(async () => {
  expected = (await backstamp(['scan', '--format', 'ndjson', '--jobs', '1', 'd'], { cwd })).stdout
})

const read = (name: string): string => readFileSync(join(cwd, name), 'utf8')
const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.on('exit', resolve))

/** Starts a scan and sends it a signal once its output has grown past so many bytes. */
async function endedAt(
  bytes: number,
  signal: NodeJS.Signals,
  output: string,
  args: string[],
  source = 'd',
): Promise<number | null> {
  const child = spawn(process.execPath, [MAIN, 'scan', source, '-o', output, ...args], { cwd })
  const end = ended(child)
  const timer = setInterval(() => {
    if (existsSync(join(cwd, output)) && read(output).length > bytes) {
      clearInterval(timer)
      child.kill(signal)
    }
  }, 2)
  const status = await end
  clearInterval(timer)
  return status
}

describe('--resume', () => {
  const args = ['--format', 'ndjson', '--resume', '--jobs', '2']

  it('goes on where a scan was killed, and gives every message once', async () => {
    for (const share of [0.1, 0.4, 0.7]) {
      await endedAt(expected.length * share, 'SIGKILL', 'killed.ndjson', args)
      expect(existsSync(join(cwd, 'killed.ndjson.checkpoint'))).toBe(true)
    }
    const { stderr, status } = await backstamp(['scan', 'd', '-o', 'killed.ndjson', ...args], { cwd })
    expect(read('killed.ndjson')).toBe(expected)
    expect(stderr).toMatch(new RegExp(`^${COUNT} messages: .* 1 skipped`, 'm'))
    expect(status).toBe(0)
    expect(existsSync(join(cwd, 'killed.ndjson.checkpoint'))).toBe(false)
  })

  it.each(['box.mbox', 'd.tar.gz'])('does so in the midst of %s', async (source) => {
    const whole = (await backstamp(['scan', '--format', 'ndjson', '--jobs', '1', source], { cwd })).stdout
    for (const share of [0.2, 0.6])
      await endedAt(whole.length * share, 'SIGKILL', `${source}.ndjson`, args, source)
    expect(existsSync(join(cwd, `${source}.ndjson.checkpoint`))).toBe(true)
    const { stderr } = await backstamp(['scan', source, '-o', `${source}.ndjson`, ...args], { cwd })
    expect(read(`${source}.ndjson`)).toBe(whole)
    expect(stderr).toMatch(new RegExp(`^${COUNT} messages: `, 'm'))
  })

  it('goes on where its own files are in the folder that it scans', async () => {
    await endedAt(expected.length / 3, 'SIGKILL', 'd/0.ndjson', args)
    writeFileSync(join(cwd, 'd/0.ndjson.checkpoint.next'), '{')
    const { stderr } = await backstamp(['scan', 'd', '-o', 'd/0.ndjson', ...args], { cwd })
    expect(stderr).toMatch(new RegExp(`^${COUNT} messages: .* 1 skipped`, 'm'))
    expect(read('d/0.ndjson')).toBe(expected)
    for (const name of ['0.ndjson', '0.ndjson.checkpoint.next']) rmSync(join(cwd, 'd', name), { force: true })
  })

  it('does not go on over an output that has lost its end', async () => {
    await endedAt(expected.length / 3, 'SIGINT', 'cut.ndjson', args)
    writeFileSync(join(cwd, 'cut.ndjson'), 'cut')
    const { stderr, status } = await backstamp(['scan', 'd', '-o', 'cut.ndjson', ...args], { cwd })
    expect(stderr).toContain('cut.ndjson: has less in it than cut.ndjson.checkpoint says')
    expect(read('cut.ndjson')).toBe('cut')
    expect(status).toBe(2)
  })

  it('does so in CSV, with one header', async () => {
    const csv = (await backstamp(['scan', '--format', 'csv', 'd'], { cwd })).stdout
    const resuming = ['--format', 'csv', '--resume']
    await endedAt(csv.length / 3, 'SIGKILL', 'killed.csv', resuming)
    const { status } = await backstamp(['scan', 'd', '-o', 'killed.csv', ...resuming], { cwd })
    expect(read('killed.csv')).toBe(csv)
    expect(status).toBe(0)
  })

  it('does not go on with other options, nor over other files', async () => {
    expect(await endedAt(expected.length / 2, 'SIGINT', 'other.ndjson', args)).toBe(130)
    const other = await backstamp(
      ['scan', 'd', '-o', 'other.ndjson', '--trusted-host', 'a.example', ...args],
      { cwd },
    )
    expect(other.stderr).toContain('other.ndjson.checkpoint: is of a scan with other paths, options')
    expect(other.status).toBe(2)
    const before = read('other.ndjson')
    writeFileSync(join(cwd, 'd/-first.eml'), mail(0))
    const changed = await backstamp(['scan', 'd', '-o', 'other.ndjson', ...args], { cwd })
    expect(changed.stderr).toContain('what is scanned has changed since')
    expect(changed.status).toBe(2)
    expect(before.startsWith(read('other.ndjson'))).toBe(true)
  })
})

describe('a signal', () => {
  it.each([
    ['SIGINT', 130, '1'],
    ['SIGINT', 130, '2'],
    ['SIGTERM', 143, '2'],
  ] as const)(
    '%s ends the scan with what was scanned, well-formed, and a status of %i: --jobs %s',
    async (signal, expectedStatus, jobs) => {
      const name = `${signal}-${jobs}.json`
      expect(await endedAt(1e6, signal, name, ['--format', 'json', '--jobs', jobs])).toBe(expectedStatus)
      const reports = JSON.parse(read(name)) as unknown[]
      expect(reports.length).toBeGreaterThan(0)
      expect(reports.length).toBeLessThan(COUNT)
    },
  )

  it('ends a scan that waits for standard input', async () => {
    const child = spawn(process.execPath, [MAIN, 'scan', '-'], { stdio: ['pipe', 'pipe', 'pipe'] })
    const end = ended(child)
    // more than a pipe holds: it is written once the scan reads
    await new Promise((resolve) => child.stdin.write(mail(1) + 'x'.repeat(1 << 20), resolve))
    child.kill('SIGINT')
    expect(await end).toBe(130)
  })
})
