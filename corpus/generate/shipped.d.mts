/** Types of shipped.mjs. */
import type { Message } from '../generator.mjs'

/** Path below corpus/messages, without `.eml`, to what builds it. */
export const SHIPPED: Map<string, () => Message>
