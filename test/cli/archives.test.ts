import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { tar, zip } from '../helpers/archives.ts'
import { backstamp } from '../helpers/cli.ts'
import { scratch } from '../helpers/scratch.ts'

const ENVELOPE = 'From ann@example.org Mon Mar  2 10:00:00 2026\n'
const mail = (subject: string, body = 'See you.\n'): string =>
  `From: Ann <ann@example.com>\nTo: bob@example.net\nSubject: ${subject}\n\n${body}`
const NUMBERS = Array.from({ length: 300 }, (_, i) => i + 1)
const BOX = NUMBERS.map((i) => `${ENVELOPE}${mail(`box ${i}`)}\n`).join('')
const FILES = { 'a.eml': mail('a'), 'd/\x1b[2J\n.eml': mail('b'), 'd/box.mbox': BOX, 'notes.txt': 'none' }

const { dir: cwd, remove } = scratch({
  'in/a.tar.gz': gzipSync(await tar(FILES)),
  'in/a.zip': zip([
    { name: 'c.eml', content: mail('c') },
    { name: 's.eml', content: 's', encrypted: true },
  ]),
  'in/box.mbox': `${BOX}${ENVELOPE}${mail('stray', 'text\n\nFrom here on:\n')}`,
  'in/cut.eml.gz': gzipSync(mail('cut')).subarray(0, 40),
})
afterAll(remove)

const pathsIn = (ndjson: string): string[] =>
  ndjson
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map(({ path, member }) => (member === undefined ? path : `${path}!/${member}`))

const PATHS = [
  'in/a.tar.gz!/a.eml',
  'in/a.tar.gz!/d/\x1b[2J\n.eml',
  ...NUMBERS.map((i) => `in/a.tar.gz!/d/box.mbox#${i}`),
  'in/a.zip!/c.eml',
  ...[...NUMBERS, 301].map((i) => `in/box.mbox#${i}`),
]

describe('scan', () => {
  it('reads archives and mboxes, and names what is not read', async () => {
    const { stdout, stderr, status } = await backstamp(['scan', '--format', 'ndjson', 'in'], { cwd })
    expect(pathsIn(stdout)).toEqual(PATHS)
    expect(stderr.split('\n').slice(0, 4)).toEqual([
      'backstamp: in/a.tar.gz!/notes.txt: skipped, not mail: it begins with no header field',
      'backstamp: in/a.zip!/s.eml: encrypted',
      'backstamp: in/box.mbox#301: warning, line 2108 begins with "From " and was taken for text of the message',
      'backstamp: in/cut.eml.gz: its compressed data ends too early',
    ])
    expect(stderr).toMatch(/^604 messages: .* 1 skipped; 2 not readable/m)
    expect(status).toBe(2)
  })

  it.each(['a.tar.gz', 'a.zip', 'box.mbox'])('reads %s from standard input', async (name) => {
    const input = readFileSync(join(cwd, 'in', name))
    const { stdout } = await backstamp(['scan', '--format', 'ndjson', '-'], { cwd, input })
    const own = PATHS.filter((path) => path.startsWith(`in/${name}`))
    expect(pathsIn(stdout)).toEqual(own.map((path) => path.replace(`in/${name}`, '-')))
  })

  it('takes names from a list, and leaves out what is to be ignored', async () => {
    const args = ['scan', '-q', '--format', 'ndjson', '--ignore', 'd', '--ignore', '*.txt']
    const { stdout, stderr } = await backstamp([...args, '--files-from', '-'], {
      cwd,
      input: 'in/a.tar.gz\0in/box.mbox\0',
    })
    expect(pathsIn(stdout)).toEqual(['in/a.tar.gz!/a.eml', ...PATHS.slice(-301)])
    expect(stderr).toContain('in/box.mbox#301: warning')
    expect((await backstamp([...args, 'in/a.?ar.gz'], { cwd })).stdout).toBe(`${stdout.split('\n')[0]}\n`)
  })

  it.each([
    [['--files-from', '-', '-'], 'standard input is a message or the list of --files-from, not both'],
    [['--files-from', 'gone'], 'gone: no such file or folder'],
    [['--ignore', '/', 'in'], 'ignore has a pattern that matches nothing: "/"'],
  ])('says what is wrong with %j', async (args, complaint) => {
    const { stderr, status } = await backstamp(['scan', ...args], { cwd })
    expect(stderr).toContain(complaint)
    expect(status).toBe(2)
  })

  it('takes limits of archives', async () => {
    const { stderr, status } = await backstamp(['scan', '--limit', 'members=1', 'in/a.tar.gz'], { cwd })
    expect(stderr).toContain('in/a.tar.gz: more than 1 members (limit members)')
    expect(status).toBe(2)
    expect((await backstamp(['scan', '--limit', 'members=0', 'in'], { cwd })).stderr).toContain(
      'limits.members must be an integer from 1 to',
    )
  })
})

describe('explain', () => {
  it.each([
    ['in/a.tar.gz!/d/box.mbox#12', 'box 12'],
    ['in/box.mbox#300', 'box 300'],
    ['in/a.zip!/c.eml', 'c'],
  ])('takes a name as scan gives it: %s', async (name, subject) => {
    const { stdout, status } = await backstamp(['explain', name], { cwd })
    expect(stdout).toMatch(new RegExp(`file +${name.replaceAll('.', '\\.')}$`, 'm'))
    expect(stdout).toMatch(new RegExp(`subject +${subject}$`, 'm'))
    expect(status).toBe(0)
  })

  it.each([
    ['in/box.mbox', 'holds more than one message, or none of its own: name one, such as in/box.mbox#1'],
    ['in/box.mbox#302', 'no such message in this file'],
    ['in/a.zip!/s.eml', 'encrypted'],
    ['in/a.zip!/gone.eml', 'no such message in this file'],
    ['gone.zip!/c.eml', 'no such file or folder'],
  ])('says why there is none: %s', async (name, reason) => {
    const { stderr, status } = await backstamp(['explain', name], { cwd })
    expect(stderr).toBe(`backstamp explain: ${name}: ${reason}\n`)
    expect(status).toBe(2)
  })
})
