import { readFileSync } from 'node:fs'
import { gzipSync } from 'fflate'
import { describe, expect, it, vi } from 'vitest'
import { generate, KINDS } from '../corpus/generator.mjs'
import { createAnalyzer } from '../src/analyzer.ts'
import { readDmarcReports } from '../src/dmarc/index.ts'
import { examineTenant, readTenantRecords } from '../src/tenant/index.ts'
import { sample } from './helpers/dmarc.ts'

/** A module as other runtimes have it: loaded where neither `Buffer` nor `process` is. */
async function portable<T>(load: () => Promise<T>): Promise<T> {
  vi.resetModules()
  vi.stubGlobal('Buffer', undefined)
  vi.stubGlobal('process', undefined)
  try {
    return await load()
  } finally {
    vi.unstubAllGlobals()
  }
}

describe('without what only Node has', async () => {
  const analyzer = await portable(async () => (await import('../src/analyzer.ts')).createAnalyzer())
  const dmarc = await portable(() => import('../src/dmarc/index.ts'))
  const tenant = await portable(() => import('../src/tenant/index.ts'))

  it.each(KINDS)('a report is the same: %s', (kind) => {
    const { bytes } = generate({ kind, seed: 5 })
    expect(analyzer.analyze(bytes)).toEqual(createAnalyzer().analyze(bytes))
  })

  it.each(['rfc7489.xml', 'rfc9990.xml', 'broken.xml', 'hostile.xml'])(
    'a DMARC report is the same: %s',
    (name) => {
      const input = gzipSync(sample(name))
      expect(dmarc.readDmarcReports(input)).toEqual(readDmarcReports(input))
    },
  )

  it.each(['exchange.csv', 'directory.json', 'rules-2026-02-21.xml'])(
    'a report on a tenant is the same: %s',
    (name) => {
      const bytes = new Uint8Array(readFileSync(`corpus/tenant/attack/${name}`))
      expect(tenant.examineTenant(tenant.readTenantRecords(bytes))).toEqual(
        examineTenant(readTenantRecords(bytes)),
      )
    },
  )
})
