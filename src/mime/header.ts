/** The fields of one header block, in order, with look-up by name. */
import type { Field } from './field.ts'

const NONE: readonly Field[] = []

export class Header {
  readonly fields: readonly Field[]
  /** Most names stand once, and need no list. */
  readonly #byName = new Map<string, Field | Field[]>()

  constructor(fields: readonly Field[]) {
    this.fields = fields
    for (const field of fields) {
      const same = this.#byName.get(field.name)
      if (same === undefined) this.#byName.set(field.name, field)
      else if (Array.isArray(same)) same.push(field)
      else this.#byName.set(field.name, [same, field])
    }
  }

  /** All fields of that name (lower case), top first. */
  all(name: string): readonly Field[] {
    const same = this.#byName.get(name)
    if (same === undefined) return NONE
    return Array.isArray(same) ? same : [same]
  }

  /** The topmost field of that name (lower case). */
  first(name: string): Field | undefined {
    const same = this.#byName.get(name)
    return Array.isArray(same) ? same[0] : same
  }

  has(name: string): boolean {
    return this.#byName.has(name)
  }

  /** Names that are there, lower case. */
  names(): Iterable<string> {
    return this.#byName.keys()
  }
}
