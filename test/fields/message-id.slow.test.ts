import { parseMessageIds } from '../../src/fields/message-id.ts'
import { linear } from './hostile.ts'

linear('parseMessageIds', parseMessageIds)
