import { afterAll, describe, expect, it } from 'vitest'
import { backstamp } from '../helpers/cli.ts'
import { detailsOf, sourcesOf } from '../helpers/html-report.ts'
import { scratch } from '../helpers/scratch.ts'

const MAIL = `Received: from out.example.org (out.example.org [192.0.2.25])
\tby mx.example.net (Postfix) with ESMTPS id 4ABCDE
\tfor <bob@example.net>; Mon, 2 Mar 2026 10:00:05 +0000 (UTC)
Received: from laptop (unknown [198.51.100.9])
\tby out.example.org (Postfix) with ESMTPSA id 4ABCDF;
\tMon, 2 Mar 2026 10:00:00 +0000 (UTC)
From: Ann <ann@example.org>
To: bob@example.net
Subject: \x1b[31mminutes
Date: Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <1@example.org>

See you on Tuesday.
`.replaceAll('\n', '\r\n')

const { dir, remove } = scratch({
  'a.eml': MAIL,
  'empty.eml': '',
  'big.eml': MAIL + 'x'.repeat(9 << 20),
  'd/only.eml': MAIL,
})
afterAll(remove)

describe('explain', () => {
  it('writes a page of one message', async () => {
    const { stdout, status } = await backstamp(['explain', '--format', 'html', 'a.eml'], { cwd: dir })
    expect(status).toBe(0)
    expect(sourcesOf(stdout).map((bytes) => new TextDecoder().decode(bytes))).toEqual([MAIL])
    expect(detailsOf(stdout)[0].report.message.id).toBe('1@example.org')
  })

  it('tells one message as a story', async () => {
    const { stdout, stderr, status } = await backstamp(['explain', 'a.eml'], { cwd: dir })
    for (const text of [
      'mx.example.net',
      '192.0.2.25',
      '2026-03-02T10:00:05Z',
      'Were headers removed?',
      'Completeness',
    ])
      expect(stdout).toContain(text)
    expect(stdout).toContain('\\x1b[31mminutes')
    expect(stdout).not.toContain('\x1b')
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })

  it('reads standard input', async () => {
    const piped = await backstamp(['explain', '-'], { input: MAIL })
    const file = await backstamp(['explain', 'a.eml'], { cwd: dir })
    expect(piped.stdout).toBe(file.stdout.replace(/a\.eml$/m, '-'))
  })

  it('gives the report as JSON where that is asked for', async () => {
    const { stdout, status } = await backstamp(['explain', '--format', 'json', 'a.eml'], { cwd: dir })
    const scanned = await backstamp(['scan', '-q', '--format', 'ndjson', 'a.eml'], { cwd: dir })
    expect({ path: 'a.eml', ...JSON.parse(stdout) }).toEqual(JSON.parse(scanned.stdout))
    expect(stdout).toMatch(/^\{\n {2}"schema": 1,\n.*\n\}\n$/s)
    expect(status).toBe(0)
    const streamed = await backstamp(['explain', '--format', 'json', 'big.eml'], { cwd: dir })
    expect(JSON.parse(streamed.stdout).message.size).toBe(MAIL.length + (9 << 20))
  })

  it('puts the trust boundary where it is told', async () => {
    const { stdout } = await backstamp(['explain', '--trusted-host', 'mx.example.net', 'a.eml'], { cwd: dir })
    const lines = stdout.split('\n')
    const boundary = lines.findIndex((line) => line.includes('trust boundary, configured'))
    expect(lines.findIndex((line) => line.includes('by mx') || line.includes('mx.example.net'))).toBeLessThan(
      boundary,
    )
    expect(lines.findIndex((line) => line.startsWith('   2 '))).toBe(boundary + 1)
  })

  it('streams a large message', async () => {
    const { stdout, status } = await backstamp(['explain', 'big.eml'], { cwd: dir })
    expect(stdout).toContain(`${MAIL.length + (9 << 20)} bytes`)
    expect(status).toBe(0)
  })

  it.each([
    ['missing.eml', 'backstamp explain: missing.eml: no such file or folder\n'],
    ['empty.eml', 'backstamp explain: empty.eml: an empty file\n'],
  ])('%s cannot be explained', async (file, complaint) => {
    const { stdout, stderr, status } = await backstamp(['explain', file], { cwd: dir })
    expect(stderr).toBe(complaint)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })
})
