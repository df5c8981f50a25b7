import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TENANT_FILES } from '../../../corpus/generate/tenant-logs.mjs'
import { createTenantExaminer, readTenantRecords, type TenantReport } from '../../../src/tenant/index.ts'

const FOLDER = join(import.meta.dirname, '../../../corpus/tenant')

function reportOn(name: string): TenantReport {
  const examiner = createTenantExaminer()
  for (const path of readdirSync(join(FOLDER, name)).sort())
    for (const record of readTenantRecords(readFileSync(join(FOLDER, name, path)), { path }))
      examiner.add(record)
  return examiner.report()
}

const found = ({ findings }: TenantReport): string[] =>
  findings.map(({ severity, pattern, grade }) => `${severity} ${pattern} ${grade}`)

describe('corpus/tenant', () => {
  it('is what its generator makes', () => {
    const paths = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.includes('.'),
    )
    expect(paths.sort()).toEqual(Object.keys(TENANT_FILES).sort())
    for (const path of paths)
      expect(readFileSync(join(FOLDER, path)).equals(Buffer.from(TENANT_FILES[path])), path).toBe(true)
  })

  it('attack: all steps of it are found', () => {
    const report = reportOn('attack')
    expect(found(report)).toEqual([
      'high sequence/connector-and-rules together',
      'high rules/header-removal many-from-all-mail',
      'high applications/exchange-administrator complete',
      'high sign-ins/password-guessing operations',
      'high connectors/open-inbound open-by-application',
      'high sequence/cleanup tools',
    ])
    expect(report.steps.filter(({ state }) => state !== 'seen').map(({ step }) => step)).toEqual(['mail'])
  })

  it('ordinary: all that looks like it is let go', () => {
    const report = reportOn('ordinary')
    expect(found(report)).toEqual([])
    expect(report.dismissed.map(({ reason }) => reason)).toEqual([
      'vendor-headers',
      'privacy-rule',
      'shared-address',
      'gateway',
      'gateway',
      'hybrid-wizard',
    ])
    expect(report.steps.some(({ state }) => state === 'seen')).toBe(false)
  })

  it('leftovers: what the files have no more is not said to be absent', () => {
    const report = reportOn('leftovers')
    expect(found(report)).toEqual([
      'high applications/exchange-administrator alone',
      'high sequence/cleanup unknown-rules',
      'medium connectors/open-inbound named',
    ])
    expect(report.steps.find(({ step }) => step === 'header-removal')).toMatchObject({ state: 'unknown' })
  })
})
