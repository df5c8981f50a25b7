import { execFileSync, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { program } from '../helpers/cli.ts'
import { MAIN } from '../helpers/package.ts'
import { scratch } from '../helpers/scratch.ts'

const mail = (subject: string): string =>
  `From: Ann <ann@example.com>\r\nSubject: ${subject}\r\n\r\nSee you on Tuesday.\r\n`

const { dir: cwd, remove } = scratch({
  'a.eml': mail('minutes'),
  ...Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`many/${i}.eml`, mail(String(i))])),
})
afterAll(remove)

describe('the program', () => {
  it('reads what is piped to it, and writes reports and summary apart', async () => {
    const { stdout, stderr, status } = await program(['scan', '--format', 'ndjson', '-'], {
      input: mail('piped'),
    })
    expect(JSON.parse(stdout)).toMatchObject({ path: '-', message: { subject: 'piped' } })
    expect(stderr).toMatch(/^1 message: /)
    expect(status).toBe(0)
  })

  it('ends with the status of its command', async () => {
    const { stdout, stderr, status } = await program(['scan', 'gone.eml'], { cwd })
    expect(stderr).toContain('backstamp: gone.eml: no such file or folder\n')
    expect(stdout).not.toContain('gone')
    expect(status).toBe(2)
  })

  it.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('is coloured as its environment says: %j', async (env, coloured) => {
    const { stdout } = await program(['scan', 'a.eml'], { cwd, env })
    expect(stdout.includes('\x1b[32m')).toBe(coloured)
  })

  it('reads a pipe that is named', async () => {
    execFileSync('mkfifo', [join(cwd, 'pipe')])
    const run = program(['scan', '--format', 'ndjson', 'pipe'], { cwd })
    writeFileSync(join(cwd, 'pipe'), mail('through a pipe'))
    expect(JSON.parse((await run).stdout).message.subject).toBe('through a pipe')
  })

  it('ends quietly where the reader of its output goes away', async () => {
    const child = spawn(process.execPath, [MAIN, 'scan', '--format', 'ndjson', 'many'], { cwd })
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const status = await new Promise((resolve) => child.on('close', resolve))
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })
})
