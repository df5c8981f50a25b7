import { afterAll, describe, expect, it } from 'vitest'
import { backstamp, program } from '../helpers/cli.ts'
import { detailsOf, sourcesOf } from '../helpers/html-report.ts'
import { scratch } from '../helpers/scratch.ts'

/** More than are read before workers are started: 1024. */
const COUNT = 1200

const mail = (number: number): string =>
  `Received: from a.example (a.example [192.0.2.1]) by mx.example.net; Mon, 2 Mar 2026 10:00:00 +0000\r\nFrom: Parcels <info@shop${number}.example>\r\nSubject: Your parcel ${number}\r\nMessage-ID: <${number}@example.com>\r\n\r\nDear customer ${number}, your parcel waits at our depot; pay the small fee today.\r\n`

const files: Record<string, string> = { 'd/empty.eml': '' }
for (let i = 0; i < COUNT; i++) files[`d/${String(i).padStart(4, '0')}.eml`] = mail(i)
const { dir: cwd, remove } = scratch(files)
afterAll(remove)

describe('the output is the same from several threads as from one', () => {
  it.each(['ndjson', 'sarif'])('scan --format %s', async (format) => {
    const args = ['scan', '--format', format, 'd']
    const one = await backstamp([...args, '--jobs', '1'], { cwd })
    const { stdout, stderr, status } = await program([...args, '--jobs', '3'], { cwd })
    expect(stdout === one.stdout).toBe(true)
    expect(stderr).toMatch(new RegExp(`^${COUNT} messages: .* 1 skipped`, 'm'))
    expect(status).toBe(0)
  })

  it('campaigns', async () => {
    const args = ['campaigns', '--format', 'ndjson', 'd']
    const one = await backstamp([...args, '--jobs', '1'], { cwd })
    const { stdout } = await program([...args, '--jobs', '2'], { cwd })
    expect(stdout === one.stdout).toBe(true)
    expect(JSON.parse(stdout.split('\n')[0])).toMatchObject({ kind: 'campaign', size: COUNT })
  })

  it('an HTML page, which has every message with its bytes', async () => {
    const { stdout, status } = await program(['scan', '--format', 'html', '-j', '2', 'd'], { cwd })
    expect(status).toBe(0)
    const sources = sourcesOf(stdout).map((bytes) => new TextDecoder().decode(bytes))
    expect(sources).toEqual(Object.values(files).filter((text) => text !== ''))
    expect(detailsOf(stdout)).toHaveLength(COUNT)
    expect(stdout.endsWith('</html>\n')).toBe(true)
  })
})
