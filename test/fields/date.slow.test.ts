import { parseDate } from '../../src/fields/date.ts'
import { linear } from './hostile.ts'

linear('parseDate', parseDate)
