import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type CampaignGroups,
  createCampaignIndex,
  createFingerprinter,
} from '../../../src/batch/campaigns/index.ts'
import { realMail, realMailFiles } from '../../helpers/real-mail.ts'

/** Folders, and of how many messages one is read. */
const FOLDERS = [
  ['kit', 1],
  ['mailbox', 1],
  ['phish', 3],
  ['list', 6],
] as const

const kindOf = (path: string): string => (/\/(?:list|ham)\//.test(path) ? 'good' : 'bad')

describe.skipIf(!realMail())('campaigns of real mail', () => {
  let found: CampaignGroups
  const paths: string[] = []
  beforeAll(() => {
    const { fingerprint } = createFingerprinter()
    const index = createCampaignIndex()
    for (const [folder, every] of FOLDERS)
      realMailFiles(folder).forEach((path, i) => {
        const bytes = new Uint8Array(readFileSync(path))
        if (i % every !== 0 || bytes.length === 0) return
        index.add(path, fingerprint(bytes).fingerprint)
        paths.push(path)
      })
    found = index.group()
  }, 300_000)

  it('never hold both legitimate and other mail', () => {
    const mixed = found.campaigns.filter(({ members }) => new Set(members.map(kindOf)).size > 1)
    expect(mixed.map(({ members }) => members)).toEqual([])
  })

  it('hold nearly all of one kit, whatever it says', () => {
    const ids = found.ids.filter((_, i) => paths[i].includes('/kit/'))
    const largest = Math.max(...found.campaigns.map(({ id }) => ids.filter((own) => own === id).length))
    expect(ids).toHaveLength(204)
    expect(largest).toBeGreaterThan(190)
  })

  it('are many, and none swallows the rest', () => {
    expect(found.campaigns.length).toBeGreaterThan(150)
    expect(found.campaigns[0].size).toBeLessThan(paths.length / 8)
  })
})
