import { parseReceived } from '../../src/fields/received.ts'
import { linear } from './hostile.ts'

linear('parseReceived', parseReceived)
