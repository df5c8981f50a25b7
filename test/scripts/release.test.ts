import { describe, expect, it } from 'vitest'
import { obstacles } from '../../scripts/release.mjs'

const READY = {
  manifest: { version: '1.2.3', repository: 'https://git.example.net/mail' },
  lock: { version: '1.2.3' },
  version: '1.2.3',
  changelog: '# Changelog\n\n## 1.2.3, 2026-12-01\n\n- New.\n\n## 1.2.2, 2026-11-01\n',
  changed: '',
}

describe('what keeps a version from being published', () => {
  it('is nothing where all agrees', () => {
    expect(obstacles(READY)).toEqual({ always: [], unlessDry: [] })
  })

  it.each<[string, Partial<typeof READY>, RegExp]>([
    [
      'another version in the code',
      { version: '1.2.2' },
      /^src\/version\.ts has 1\.2\.2, package\.json 1\.2\.3$/,
    ],
    ['another version in the lock', { lock: { version: '1.2.2' } }, /^package-lock\.json has 1\.2\.2/],
    [
      'no entry in the changelog',
      { changelog: '# Changelog\n\n## 1.2.2, 2026-11-01\n' },
      /^CHANGELOG\.md has no entry ## 1\.2\.3$/,
    ],
    ['an entry of a version that only looks like it', { changelog: '## 1.2.30\n## 1x2x3\n' }, /has no entry/],
  ])('is always %s', (_, wrong, message) => {
    const { always } = obstacles({ ...READY, ...wrong })
    expect(always).toHaveLength(1)
    expect(always[0]).toMatch(message)
  })

  it.each<[string, object, RegExp]>([
    ['a tree with changes', { changed: ' M src/index.ts' }, /not committed:\n M src\/index\.ts$/],
    [
      'an entry that says unreleased',
      { changelog: '## 1.2.3, unreleased\n' },
      /says that 1\.2\.3 is unreleased/,
    ],
    ['changes without a version', { changelog: `## Unreleased\n\n${READY.changelog}` }, /name their version/],
    ['no repository', { manifest: { version: '1.2.3' } }, /has no repository/],
  ])('is %s, unless it is only tried', (_, wrong, message) => {
    const { always, unlessDry } = obstacles({ ...READY, ...wrong })
    expect(always).toEqual([])
    expect(unlessDry).toHaveLength(1)
    expect(unlessDry[0]).toMatch(message)
  })
})
