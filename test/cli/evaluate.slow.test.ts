import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../helpers/build.ts'
import { backstamp } from '../helpers/cli.ts'

const CORPUS = join(ROOT, 'corpus')

describe('backstamp evaluate', () => {
  it('says what each check adds', async () => {
    const { stdout } = await backstamp(['evaluate', '--drop-one', '--cross-validate', CORPUS])
    expect(stdout).toMatch(/^check .* finds +alarms +log loss$/m)
    expect(stdout).toContain('found nothing, or have no labels to be held against: ')
  })
})
