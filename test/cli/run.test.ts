import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../helpers/build.ts'
import { backstamp } from '../helpers/cli.ts'
import { scratch } from '../helpers/scratch.ts'

describe('arguments', () => {
  it.each([
    [[], 'no command given', 'backstamp --help'],
    [['scna'], 'unknown command scna (did you mean scan?)', 'backstamp --help'],
    [['frobnicate'], 'unknown command frobnicate', 'backstamp --help'],
    [['--verison'], 'unknown option --verison (did you mean --version?)', 'backstamp --help'],
    [['scan'], 'nothing to scan', 'backstamp scan --help'],
    [
      ['scan', '--fromat', 'json', 'no.eml'],
      'unknown option --fromat (did you mean --format?)',
      'backstamp scan --help',
    ],
    [['scan', '--zzz', 'no.eml'], 'unknown option --zzz', 'backstamp scan --help'],
    [['.'], 'unknown command . (did you mean backstamp scan .?)', 'backstamp --help'],
    [['scan', '-x', 'no.eml'], 'unknown option -x', 'backstamp scan --help'],
    [
      ['scan', '--format', 'jsno', 'no.eml'],
      '--format must be one of table, ndjson, json, csv, html, sarif, junit, not jsno',
      'scan --help',
    ],
    [['scan', '.', '--format'], '--format needs a value: FORMAT', 'scan --help'],
    [['scan', '--format=', 'no.eml'], '--format needs a value: FORMAT', 'scan --help'],
    [
      ['scan', '--format', 'json', '--format', 'table', 'no.eml'],
      '--format may be given once only',
      'scan --help',
    ],
    [['scan', '--quiet=yes', 'no.eml'], '--quiet takes no value', 'scan --help'],
    [
      ['scan', '--fail-on', 'clean', 'no.eml'],
      '--fail-on must be one of suspicious, hostile, not clean',
      'scan --help',
    ],
    [['scan', '--limit', 'textBytes', 'no.eml'], '--limit must look like textBytes=8388608', 'scan --help'],
    [
      ['scan', '--limit', 'textByte=1', 'no.eml'],
      '--limit knows no textByte (did you mean textBytes?)',
      'scan --help',
    ],
    [['scan', '--limit', 'nonsense=1', 'no.eml'], 'there are headerBytes', 'scan --help'],
    [['scan', '--limit', 'parts=0', 'no.eml'], 'limits.parts must be an integer', 'scan --help'],
    [['scan', '--trusted-network', 'nowhere', 'no.eml'], 'trustedNetworks', 'scan --help'],
    [['explain'], 'nothing to explain', 'explain --help'],
    [['explain', 'a', 'b'], 'explain takes one message', 'explain --help'],
  ])('%j: %s', async (args, complaint, hint) => {
    const { stdout, stderr, status } = await backstamp(args, { cwd: tmpdir() })
    expect(stderr).toContain(complaint)
    expect(stderr).toContain(hint)
    expect(stderr).not.toContain('    at ')
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })

  it('are escaped where they are quoted', async () => {
    expect((await backstamp(['\x1b[2J'])).stderr).not.toContain('\x1b')
  })

  it('may be names of files that look like options, and how those are written is said', async () => {
    const { dir: cwd, remove } = scratch({ '-first.eml': 'From: ann@example.com\n\nHello.\n' })
    expect((await backstamp(['scan', '-first.eml'], { cwd })).stderr).toContain('write ./-first.eml')
    expect((await backstamp(['scan', './-first.eml'], { cwd })).status).toBe(0)
    remove()
  })

  it('after -- are paths', async () => {
    expect((await backstamp(['scan', '--', '--format'])).stderr).toContain('--format: no such file or folder')
    expect((await backstamp(['scan', '--', '--help'])).stderr).toContain('--help: no such file or folder')
  })
})

describe('help', () => {
  it.each([
    [['--help'], ['Usage: backstamp', 'scan', 'explain', '--version', 'Exit status']],
    [['-h'], ['Usage: backstamp']],
    [
      ['scan', '--help'],
      [
        'Usage: backstamp scan',
        '--format',
        '--fail-on',
        '--output',
        '--quiet',
        '--trusted-host',
        '--limit',
        'Examples:',
        'Exit status:',
        'NO_COLOR',
      ],
    ],
    [
      ['explain', '-h'],
      ['Usage: backstamp explain', 'Examples:', 'Exit status:'],
    ],
  ])('%j goes to standard output', async (args, words) => {
    const { stdout, stderr, status } = await backstamp(args)
    for (const word of words) expect(stdout).toContain(word)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })
})

describe('version', () => {
  it('is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect((await backstamp(['--version'])).stdout).toBe(`${version}\n`)
  })
})
