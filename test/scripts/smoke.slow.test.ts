import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { ROOT } from '../helpers/build.ts'

it('does in Node what it must do in any runtime', () => {
  expect(execFileSync(process.execPath, ['scripts/smoke.mjs'], { cwd: ROOT, encoding: 'utf8' })).toBe(
    'all as expected\n',
  )
})
