/**
 * Memory that a thread and its worker share, for the bytes of jobs: handed over so, they cost one copy on either side and leave
 * neither thread anything to collect. First in, first out.
 */

/** Where bytes stand in a lane. */
export interface Placed {
  laneStart: number
  laneEnd: number
}

/** The side that puts bytes in. */
export interface Lane {
  readonly memory: SharedArrayBuffer
  /** Undefined where there is no room just now. */
  put(bytes: Uint8Array): Placed | undefined
  /** The oldest bytes are not needed any more. */
  release(): void
}

export function createLane(size: number): Lane {
  const memory = new SharedArrayBuffer(size)
  const all = new Uint8Array(memory)
  const placed: Placed[] = []

  /** Where so many bytes can stand: behind the newest ones, or from the beginning up to the oldest. */
  const room = (length: number): number => {
    if (placed.length === 0) return length <= size ? 0 : -1
    const oldest = placed[0].laneStart
    const newest = placed[placed.length - 1].laneEnd
    const end = newest > oldest ? size : oldest
    if (newest + length <= end) return newest
    return newest > oldest && length <= oldest ? 0 : -1
  }

  return {
    memory,
    put(bytes) {
      // what has no bytes would not show where the newest ones end
      if (bytes.length === 0) return undefined
      const laneStart = room(bytes.length)
      if (laneStart < 0) return undefined
      all.set(bytes, laneStart)
      const place = { laneStart, laneEnd: laneStart + bytes.length }
      placed.push(place)
      return place
    },
    release: () => {
      placed.shift()
    },
  }
}

/** The worker's side: gives the bytes of a place, which stand until it is asked for others. */
export function laneReader(memory: SharedArrayBuffer): (place: Placed) => Uint8Array {
  const all = new Uint8Array(memory)
  let own = new Uint8Array(0)
  return ({ laneStart, laneEnd }) => {
    const length = laneEnd - laneStart
    if (own.length < length) own = new Uint8Array(Math.min(all.length, 2 * length))
    const bytes = own.subarray(0, length)
    bytes.set(all.subarray(laneStart, laneEnd))
    return bytes
  }
}
