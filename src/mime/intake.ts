/**
 * Takes a message in chunks. While it is small its bytes are kept, and nothing is read before somebody asks: a message that
 * is in memory is read faster than one that streams by. One that grows larger streams by from then on.
 */
import { GrowableBytes } from './bytes.ts'
import { Collector, collect, type Entity } from './collector.ts'
import type { Limits } from './limits.ts'
import { createDigest, type Digest, digestOf } from './sha256.ts'

/** Bytes up to which a message is kept. */
const SMALL = 1 << 20

export class Intake {
  readonly #limits: Limits
  readonly #small: number
  readonly #hashed: boolean
  #size = 0
  #kept = new GrowableBytes(0)
  #collector: Collector | undefined
  #digest: Digest | undefined

  /** `small`: bytes up to which the message is kept; `hashed`: whether its digest is asked for. */
  constructor(limits: Limits, { small = SMALL, hashed = true } = {}) {
    this.#limits = limits
    this.#small = small
    this.#hashed = hashed
  }

  write(chunk: Uint8Array): void {
    this.#size += chunk.length
    if (this.#collector === undefined) {
      if (this.#size <= this.#small) {
        this.#kept.append(chunk, 0, chunk.length)
        return
      }
      this.#stream()
    }
    this.#digest?.update(chunk)
    this.#collector!.write(chunk)
  }

  /** What the header says, once it is in; undefined before. */
  header(): Entity | undefined {
    if (this.#collector === undefined) {
      const kept = this.#kept.view()
      const collector = new Collector(this.#limits, kept)
      collector.writeHeader(kept)
      const entity = collector.headerOnly(this.#size)
      if (entity !== undefined) return entity
      // who asks after each chunk must not have all of them read each time
      this.#stream()
    }
    return this.#collector!.headerOnly(this.#size)
  }

  /** The digest is empty where none was asked for. */
  end(): { entity: Entity; sha256: string } {
    if (this.#collector !== undefined)
      return { entity: this.#collector.end(), sha256: this.#digest?.hex() ?? '' }
    const message = this.#kept.view()
    return { entity: collect(this.#limits, message), sha256: this.#hashed ? digestOf(message) : '' }
  }

  #stream(): void {
    const kept = this.#kept.view()
    this.#kept = new GrowableBytes(0)
    if (this.#hashed) {
      this.#digest = createDigest()
      this.#digest.update(kept)
    }
    this.#collector = new Collector(this.#limits)
    this.#collector.write(kept)
  }
}
