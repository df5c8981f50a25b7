import { parseAddresses } from '../../src/fields/address.ts'
import { linear } from './hostile.ts'

linear('parseAddresses', parseAddresses)
