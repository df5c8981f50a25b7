/** Options as callers give them. */

/**
 * A name that is none of ours is a slip of the pen, and what was meant would be ignored without a word.
 * @throws TypeError when `options` is no object, or names an option that `known` has not; those that are undefined do not count.
 */
export function requireOptions(options: object, known: Readonly<Record<string, true>>): void {
  if (options === null || typeof options !== 'object') throw new TypeError('options must be an object')
  for (const [name, value] of Object.entries(options))
    if (value !== undefined && !Object.hasOwn(known, name))
      throw new TypeError(`${name} is not an option; there are ${Object.keys(known).join(', ')}`)
}
