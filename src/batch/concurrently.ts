/** Work on a run of items, several at a time, with a bound on what is in work. */

/** What became of one item. */
export type Outcome<T, R> = { item: T; result: R } | { item: T; error: unknown }

export interface ConcurrencyOptions<T> {
  /** Items in work at most, at least 1. */
  width: number
  /** Whether outcomes come in the order of the items (default), or as they are ready. */
  ordered?: boolean
  /** What an item weighs; together those in work weigh at most `most`, one that alone weighs more excepted. */
  weight?: (item: T) => number
  most?: number
  /** Whether an item must be done before the next one is taken from the source. */
  alone?: (item: T) => boolean
}

/**
 * The outcome of `work` for every item. The source is read only as far as there is room: an item counts as in work until its
 * outcome was taken. Where the source throws, the outcomes before it come first.
 */
export async function* concurrently<T, R>(
  source: AsyncIterable<T> | Iterable<T>,
  options: ConcurrencyOptions<T>,
  work: (item: T) => R | Promise<R>,
): AsyncGenerator<Outcome<T, R>> {
  const {
    width,
    ordered = true,
    weight = () => 0,
    most = Number.POSITIVE_INFINITY,
    alone = () => false,
  } = options
  interface Slot {
    item: T
    weighs: number
    alone: boolean
    outcome?: Outcome<T, R>
  }
  /** In the order of the source. */
  const slots: Slot[] = []
  let weighs = 0
  let wake = (): void => {}
  let failure: { error: unknown } | undefined
  let reading = false
  let done = false
  let left = false

  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
  const start = (item: T): void => {
    const slot: Slot = { item, weighs: weight(item), alone: alone(item) }
    slots.push(slot)
    weighs += slot.weighs
    const settle = (outcome: Outcome<T, R>): void => {
      slot.outcome = outcome
      wake()
    }
    try {
      const result = work(item)
      if (!(result instanceof Promise)) slot.outcome = { item, result }
      else
        result.then(
          (result) => settle({ item, result }),
          (error: unknown) => settle({ item, error }),
        )
    } catch (error) {
      slot.outcome = { item, error }
    }
  }
  const read = (): void => {
    reading = true
    // what throws at once is caught as what throws later
    new Promise<IteratorResult<T>>((resolve) => resolve(iterator.next())).then(
      ({ done: ended, value }) => {
        reading = false
        if (ended || left) done = true
        else start(value)
        wake()
      },
      (error: unknown) => {
        reading = false
        done = true
        failure = { error }
        wake()
      },
    )
  }
  const hasRoom = (): boolean =>
    slots.length < width && (slots.length === 0 || weighs < most) && !slots.at(-1)?.alone

  try {
    for (;;) {
      if (!done && !reading && hasRoom()) read()
      const ready = ordered ? (slots[0]?.outcome ? 0 : -1) : slots.findIndex(({ outcome }) => outcome)
      if (ready >= 0) {
        const [slot] = slots.splice(ready, 1)
        weighs -= slot.weighs
        yield slot.outcome as Outcome<T, R>
        continue
      }
      if (done && slots.length === 0) break
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    if (failure) throw failure.error
  } finally {
    left = true
    const closed = Promise.resolve(iterator.return?.())
    // a source that waits for its next item is closed once it has that: who leaves need not wait for it as well
    if (reading) closed.catch(() => {})
    else await closed
  }
}
