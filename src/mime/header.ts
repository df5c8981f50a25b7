/** The fields of one header block, in order, with look-up by name. */
import type { Field } from './field.ts'

const NONE: readonly Field[] = []

export class Header {
  readonly fields: readonly Field[]
  readonly #byName = new Map<string, Field[]>()

  constructor(fields: readonly Field[]) {
    this.fields = fields
    for (const field of fields) {
      const same = this.#byName.get(field.name)
      if (same) same.push(field)
      else this.#byName.set(field.name, [field])
    }
  }

  /** All fields of that name (lower case), top first. */
  all(name: string): readonly Field[] {
    return this.#byName.get(name) ?? NONE
  }

  /** The topmost field of that name (lower case). */
  first(name: string): Field | undefined {
    return this.#byName.get(name)?.[0]
  }

  has(name: string): boolean {
    return this.#byName.has(name)
  }

  /** Names that are there, lower case. */
  names(): Iterable<string> {
    return this.#byName.keys()
  }
}
