import { describe, expect, it } from 'vitest'
import type { CampaignIndex, Fingerprint } from '../../src/batch/campaigns/index.ts'
import type { Missed } from '../../src/batch/sources/index.ts'
import { addingTo } from '../../src/cli/indexing.ts'

/** An index with room for so many messages, or one that breaks. */
function indexOf(room: number, error: Error) {
  const paths: string[] = []
  const add = (path: string) => {
    if (paths.length === room) throw error
    paths.push(path)
  }
  return { paths, index: { add } as unknown as CampaignIndex }
}

const fingerprint = {} as Fingerprint

describe('messages are added to an index', () => {
  it('until it has no room, which is told once', () => {
    const { paths, index } = indexOf(2, new RangeError('at most 2 messages'))
    const missed: Missed[] = []
    const add = addingTo(index, (item) => missed.push(item))
    expect(['a', 'b', 'c', 'd'].map((path) => add({ path, fingerprint }))).toEqual([true, true, false, false])
    expect(paths).toEqual(['a', 'b'])
    expect(missed).toMatchObject([{ kind: 'failed', path: 'c' }])
    expect(missed[0].reason).toContain('at most 2 messages')
  })

  it('and other errors are not hidden', () => {
    const add = addingTo(indexOf(0, new TypeError('broken')).index, () => {})
    expect(() => add({ path: 'a', fingerprint })).toThrow('broken')
  })
})
