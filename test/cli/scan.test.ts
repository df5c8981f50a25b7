import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Io } from '../../src/cli/io.ts'
import { scanCommand } from '../../src/cli/scan.ts'
import { backstamp } from '../helpers/cli.ts'
import { scratch } from '../helpers/scratch.ts'

const mail = (subject: string): string =>
  `From: Ann <ann@example.com>\r\nTo: bob@example.net\r\nSubject: ${subject}\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nMessage-ID: <1@example.com>\r\n\r\nSee you on Tuesday.\r\n`

const folders: { remove(): void }[] = []
function folder(files: Record<string, string | Uint8Array>): string {
  const made = scratch(files)
  folders.push(made)
  return made.dir
}
afterAll(() => {
  for (const made of folders) made.remove()
})

const paths = (ndjson: string): string[] =>
  ndjson
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).path)

describe('formats', () => {
  it('prints a table for people', async () => {
    const { stdout, status } = await backstamp(['scan', 'a.eml'], {
      cwd: folder({ 'a.eml': mail('minutes') }),
    })
    const [head, row, rest] = stdout.split('\n')
    expect(head).toMatch(/^verdict +score +removed +forged +filler +lure /)
    expect(row).toMatch(/^clean +\d+ .* a\.eml$/)
    expect(rest).toBe('')
    expect(status).toBe(0)
  })

  it('prints one line a message as ndjson, in byte order of the names, folders at any depth', async () => {
    const cwd = folder({
      'd/b.eml': mail('b'),
      'd/a/z.eml': mail('z'),
      'd/Z.eml': mail('Z'),
      'd/ä.eml': mail('ä'),
    })
    const { stdout } = await backstamp(['scan', '--format', 'ndjson', 'd/'], { cwd })
    expect(paths(stdout)).toEqual(['d/Z.eml', 'd/a/z.eml', 'd/b.eml', 'd/ä.eml'])
    for (const line of stdout.trimEnd().split('\n'))
      expect(JSON.parse(line)).toMatchObject({ schema: 1, verdict: 'clean' })
  })

  it('prints a json array', async () => {
    const cwd = folder({ 'a.eml': mail('a'), 'b.eml': mail('b') })
    const { stdout } = await backstamp(['scan', '--format=json', '.'], { cwd })
    expect(JSON.parse(stdout).map((report: { path: string }) => report.path)).toEqual(['./a.eml', './b.eml'])
  })

  it('writes to a file, which is not scanned itself', async () => {
    const cwd = folder({ 'a.eml': mail('a'), 'reports.ndjson': 'old' })
    const { stdout, stderr } = await backstamp(['scan', '.', '--format', 'ndjson', '-o', 'reports.ndjson'], {
      cwd,
    })
    expect(stdout).toBe('')
    expect(stderr).not.toContain('reports.ndjson')
    expect(paths(readFileSync(join(cwd, 'reports.ndjson'), 'utf8'))).toEqual(['./a.eml'])
  })

  it('gives the same output twice', async () => {
    const cwd = folder({ 'a.eml': mail('a'), 'b/c.eml': mail('c') })
    const [first, second] = [
      await backstamp(['scan', '--format', 'json', '.'], { cwd }),
      await backstamp(['scan', '--format', 'json', '.'], { cwd }),
    ]
    expect(second.stdout).toBe(first.stdout)
  })
})

describe('standard input', () => {
  it('is read where a path is -', async () => {
    const { stdout, status } = await backstamp(['scan', '--format', 'ndjson', '-'], { input: mail('piped') })
    expect(JSON.parse(stdout)).toMatchObject({ path: '-', message: { subject: 'piped' } })
    expect(status).toBe(0)
  })

  it('is streamed where it is large, with the report that a file gets', async () => {
    const big = Buffer.from(mail('big') + 'All work and no play.\r\n'.repeat(500_000))
    const cwd = folder({ 'big.eml': big })
    const piped = await backstamp(['scan', '--format', 'ndjson', '-'], { input: big })
    const file = await backstamp(['scan', '--format', 'ndjson', 'big.eml'], { cwd })
    expect(JSON.parse(piped.stdout)).toEqual({ ...JSON.parse(file.stdout), path: '-' })
    expect(JSON.parse(file.stdout).message.size).toBe(big.length)
  })
})

describe('what is no message', () => {
  it('is named, counted and passed over', async () => {
    const cwd = folder({
      'd/ok.eml': mail('ok'),
      'd/empty.eml': '',
      'd/picture.eml': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      'd/notes.txt': 'no header here\n\nnone: here\n',
    })
    const { stdout, stderr, status } = await backstamp(['scan', '--format', 'ndjson', 'd'], { cwd })
    expect(paths(stdout)).toEqual(['d/ok.eml'])
    expect(stderr).toContain('backstamp: d/empty.eml: skipped, an empty file\n')
    expect(stderr).toContain('backstamp: d/picture.eml: skipped, not mail but a PNG picture\n')
    expect(stderr).toContain('backstamp: d/notes.txt: skipped, not mail: it begins with no header field\n')
    expect(stderr).toMatch(/^1 message: .* 3 skipped; 0 not readable/m)
    expect(status).toBe(0)
  })

  it('leaves loops of links after one round, and does not wait at a pipe', async () => {
    const cwd = folder({ 'd/a/ok.eml': mail('ok') })
    symlinkSync('..', join(cwd, 'd/a/up'))
    symlinkSync('itself', join(cwd, 'd/itself'))
    symlinkSync('a', join(cwd, 'd/A-link-to-a'))
    execFileSync('mkfifo', [join(cwd, 'd/pipe')])
    const { stdout, stderr, status } = await backstamp(['scan', '--format', 'ndjson', 'd'], { cwd })
    expect(paths(stdout)).toEqual(['d/a/ok.eml'])
    expect(stderr).toContain('d/a/up: skipped, a directory loop')
    expect(stderr).toContain('d/A-link-to-a: skipped, a directory loop, or a second way')
    expect(stderr).toContain('d/itself: skipped, a symbolic link that leads to itself')
    expect(stderr).toContain('d/pipe: skipped, neither a regular file nor a folder')
    expect(status).toBe(0)
  })

  it('follows links that lead elsewhere', async () => {
    const cwd = folder({ 'elsewhere/e.eml': mail('e'), 'd/ok.eml': mail('ok') })
    symlinkSync('../elsewhere', join(cwd, 'd/link'))
    symlinkSync('../elsewhere/e.eml', join(cwd, 'd/file'))
    const { stdout } = await backstamp(['scan', '--format', 'ndjson', 'd'], { cwd })
    expect(paths(stdout)).toEqual(['d/file', 'd/link/e.eml', 'd/ok.eml'])
  })
})

describe('what cannot be read', () => {
  it('is named, the rest is scanned, and the status says so', async () => {
    const cwd = folder({ 'ok.eml': mail('ok') })
    symlinkSync('gone', join(cwd, 'dangling.eml'))
    const { stdout, stderr, status } = await backstamp(['scan', '--format', 'ndjson', 'missing.eml', '.'], {
      cwd,
    })
    expect(paths(stdout)).toEqual(['./ok.eml'])
    expect(stderr).toContain('backstamp: missing.eml: no such file or folder\n')
    expect(stderr).toContain('backstamp: ./dangling.eml: no such file or folder\n')
    expect(stderr).toMatch(/2 not readable/)
    expect(status).toBe(2)
  })

  it.skipIf(process.getuid?.() === 0)('includes files without permission', async () => {
    const cwd = folder({ 'ok.eml': mail('ok'), 'secret.eml': mail('secret') })
    chmodSync(join(cwd, 'secret.eml'), 0)
    mkdirSync(join(cwd, 'closed'), { mode: 0 })
    const { stdout, stderr, status } = await backstamp(['scan', '--format', 'ndjson', '.'], { cwd })
    expect(paths(stdout)).toEqual(['./ok.eml'])
    expect(stderr).toContain('./secret.eml: permission denied')
    expect(stderr).toContain('./closed: permission denied')
    expect(status).toBe(2)
  })

  it.each([[[]], [['--output', 'no/such/folder/x']]])(
    'an output that cannot be written is an error: %j',
    async (args) => {
      const cwd = folder({ 'ok.eml': mail('ok') })
      const { stderr, status } = await backstamp(['scan', ...args, args.length ? 'ok.eml' : 'empty-folder'], {
        cwd,
      })
      expect(stderr).toMatch(args.length ? /no\/such\/folder\/x: cannot be written/ : /no such file/)
      expect(status).toBe(2)
    },
  )

  it('finding no message at all is an error', async () => {
    const { status, stderr } = await backstamp(['scan', '.'], { cwd: folder({}) })
    expect(stderr).toMatch(/^backstamp: found no file to read\n0 messages/)
    expect(status).toBe(2)
  })
})

describe('standard error', () => {
  it('ends with a summary', async () => {
    const cwd = folder({ 'a.eml': mail('a'), 'b.eml': mail('b') })
    const { stderr } = await backstamp(['scan', '.'], { cwd })
    expect(stderr).toMatch(
      /^2 messages: 0 hostile, 0 suspicious, 2 clean; 0 skipped; 0 not readable; \d+\.\d s, \d+\.\d MB\/s\n$/,
    )
  })

  it('has nothing but what went wrong with --quiet', async () => {
    const cwd = folder({ 'a.eml': mail('a') })
    expect((await backstamp(['scan', '-q', 'a.eml'], { cwd })).stderr).toBe('')
    expect((await backstamp(['scan', '-q', 'b.eml'], { cwd })).stderr).toBe(
      'backstamp: b.eml: no such file or folder\n',
    )
  })
})

describe('the terminal', () => {
  it('gets nothing from a message or a file name unescaped', async () => {
    const cwd = folder({ 'd/\x1b[2J\u202e\n.eml': mail('\x1b]0;owned\x07 \u202e\u200b'), 'd/\x1b[31m': '' })
    for (const format of ['table', 'ndjson', 'json', 'csv', 'sarif', 'junit']) {
      const { stdout, stderr } = await backstamp(['scan', '--format', format, 'd', 'gone\x1b[2J'], { cwd })
      expect(stdout.replaceAll(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u)
      expect(stderr.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u)
    }
  })

  it('is coloured on demand only', async () => {
    const cwd = folder({ 'a.eml': mail('a') })
    expect((await backstamp(['scan', 'a.eml'], { cwd })).stdout).not.toContain('\x1b')
    expect((await backstamp(['scan', 'a.eml'], { cwd, env: { FORCE_COLOR: '1' } })).stdout).toContain(
      '\x1b[32m',
    )
    expect(
      (await backstamp(['scan', 'a.eml'], { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout,
    ).not.toContain('\x1b')
  })
})

describe('an HTML page', () => {
  it('is not for a terminal', async () => {
    const io = { stdout: { isTTY: true } } as unknown as Io
    await expect(scanCommand.run(['--format', 'html', 'a.eml'], io)).rejects.toThrow(/--output FILE/)
  })
})

describe('threads', () => {
  it.each(['0', 'many', '257'])('must be a number of threads: %s', async (jobs) => {
    const { stderr, status } = await backstamp(['scan', '--jobs', jobs, '.'], { cwd: folder({}) })
    expect(stderr).toContain('--jobs must be an integer between 1 and 256')
    expect(status).toBe(2)
  })
})

describe('a scan that can be gone on with', () => {
  it.each([
    [['--resume'], '--resume needs --output'],
    [['--resume', '-o', 'x', '--format', 'json'], '--resume needs --format ndjson, csv or table, not json'],
    [['--resume', '-o', 'x', '-'], '--resume cannot read standard input a second time'],
  ])('says what it needs: %j', async (more, message) => {
    const { stderr, status } = await backstamp(['scan', '.', ...more], { cwd: folder({}) })
    expect(stderr).toContain(message)
    expect(status).toBe(2)
  })

  it('is not begun over what is complete', async () => {
    const cwd = folder({ 'd/a.eml': mail('a'), 'complete.ndjson': '' })
    const args = ['scan', 'd', '-o', 'complete.ndjson', '--format', 'ndjson', '--resume']
    const { stderr, status } = await backstamp(args, { cwd })
    expect(stderr).toContain('complete.ndjson: is there, but no complete.ndjson.checkpoint')
    expect(status).toBe(2)
  })
})
