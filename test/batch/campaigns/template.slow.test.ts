import { expect, it } from 'vitest'
import { templateOf } from '../../../src/batch/campaigns/template.ts'
import { processorTime } from '../../helpers/growth.ts'

it('the template of texts bounds what is compared', () => {
  const long = Array.from({ length: 20_000 }, (_, i) => `w${i % 7}`).join(' ')
  const begin = processorTime()
  templateOf(Array.from({ length: 24 }, () => long))
  expect(processorTime() - begin).toBeLessThan(2000)
})
