import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../helpers/build.ts'
import { backstamp } from '../helpers/cli.ts'
import { sarifValidator } from '../helpers/schema.ts'
import { scratch } from '../helpers/scratch.ts'

const CORPUS = join(ROOT, 'corpus/messages')
/** With a fault in each. */
const mail = (number: number): string =>
  `X-Note: first\r
Received: from a.example (a.example [192.0.2.1]) by mx.example.net; Mon, 2 Mar 2026 10:00:00 +0000\r
Received: from b.example by a.example; Mon, 9 Mar 2026 10:00:00 +0000\r
From: Ann <ann@example.com>\r\nSubject: number ${number}\r\nMessage-ID: <${number}@example.com>\r\n\r\nHello.\r\n`
const files: Record<string, string> = { 'd/empty.eml': '' }
for (let i = 0; i < 30; i++) files[`d/${i}.eml`] = mail(i)
const { dir: cwd, remove } = scratch(files)
afterAll(remove)

describe('scan --format', () => {
  it('sarif gives valid SARIF with lines', async () => {
    const { stdout } = await backstamp(['scan', '-q', '--format', 'sarif', 'd'], { cwd })
    const log = JSON.parse(stdout)
    expect(sarifValidator()(log)).toEqual([])
    const [{ results, artifacts, invocations }] = log.runs
    expect(artifacts).toHaveLength(30)
    expect(invocations[0]).toMatchObject({
      executionSuccessful: true,
      toolExecutionNotifications: [{ level: 'note', message: { text: 'skipped: an empty file' } }],
    })
    const lines = results.map(
      (result: { locations: { physicalLocation: { region: { startLine?: number } } }[] }) =>
        result.locations[0].physicalLocation.region.startLine,
    )
    expect(new Set(lines)).toEqual(new Set([2]))
  })

  it('sarif copes with a message that is streamed', async () => {
    const big = mail(1) + 'All work and no play.\r\n'.repeat(500_000)
    const { stdout } = await backstamp(['scan', '-q', '--format', 'sarif', '-'], { input: big })
    const log = JSON.parse(stdout)
    expect(sarifValidator()(log)).toEqual([])
    expect(log.runs[0].results[0].locations[0].physicalLocation.region).not.toHaveProperty('startLine')
  })

  it('junit fails from the verdict on that the exit status tells of', async () => {
    const failures = async (...args: string[]): Promise<number> => {
      const { stdout, status } = await backstamp(['scan', '-q', '--format', 'junit', ...args, CORPUS])
      expect(status).toBe(1)
      expect(stdout).toMatch(/^<\?xml .*<\/testsuites>\n$/s)
      return stdout.match(/<failure /g)?.length ?? 0
    }
    const hostile = await failures()
    expect(hostile).toBeGreaterThan(0)
    expect(await failures('--fail-on', 'suspicious')).toBeGreaterThan(hostile)
  })

  it('junit has what cannot be read as an error', async () => {
    const { stdout, status } = await backstamp(['scan', '-q', '--format', 'junit', 'gone.eml'], { cwd })
    expect(stdout).toContain('<error type="not readable" message="no such file or folder"/>')
    expect(status).toBe(2)
  })
})
