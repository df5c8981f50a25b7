import type { Random } from '../../corpus/generate/random.mjs'

/** A damaged copy of a message, one to five times changed; `other` is a message to borrow from. */
export function mutate(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array
