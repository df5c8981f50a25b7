import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { htmlPage } from '../../../scripts/html-page.mjs'
import { ROOT } from '../../helpers/build.ts'

it('page.json is what `npm run html` makes of browser/ and the style sheets', async () => {
  expect(readFileSync(join(ROOT, 'src/report/html/page.json'), 'utf8')).toBe(await htmlPage())
})
