import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/schema.ts'
import { ROOT } from '../helpers/build.ts'
import { backstamp } from '../helpers/cli.ts'

/** A message of the repository's corpus for each verdict. */
const samples = new Map<Verdict, string>()

beforeAll(async () => {
  const { stdout } = await backstamp(['scan', '--format', 'ndjson', join(ROOT, 'corpus')])
  for (const line of stdout.trimEnd().split('\n')) {
    const { path, verdict } = JSON.parse(line)
    samples.set(verdict, path)
  }
})

describe('exit status', () => {
  it.each<[Verdict, string[], number]>([
    ['clean', [], 0],
    ['clean', ['--fail-on', 'suspicious'], 0],
    ['suspicious', [], 0],
    ['suspicious', ['--fail-on', 'hostile'], 0],
    ['suspicious', ['--fail-on', 'suspicious'], 1],
    ['hostile', [], 1],
    ['hostile', ['--fail-on', 'hostile'], 1],
    ['hostile', ['--fail-on', 'suspicious'], 1],
  ])('a %s message with %j gives %i', async (verdict, options, expected) => {
    const sample = samples.get(verdict)
    expect(sample, `a ${verdict} message in corpus/`).toBeDefined()
    expect((await backstamp(['scan', '-q', ...options, sample!])).status).toBe(expected)
  })

  it('is 1 where one of several messages is flagged, and 2 where one could not be read as well', async () => {
    const both = [samples.get('clean')!, samples.get('hostile')!]
    expect((await backstamp(['scan', '-q', ...both])).status).toBe(1)
    expect((await backstamp(['scan', '-q', ...both, 'no/such/file'])).status).toBe(2)
  })

  it('of explain does not depend on the verdict', async () => {
    expect((await backstamp(['explain', samples.get('hostile')!])).status).toBe(0)
  })
})
