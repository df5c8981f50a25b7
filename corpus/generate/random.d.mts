/** A seeded source of random values; the same seed gives the same values. */
export interface Random {
  /** In 0..1, 1 excluded. */
  next(): number
  /** An integer from `low` to `high`, both included. */
  int(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  /** So many hexadecimal digits; likewise decimal digits, letters and digits. */
  upperHex(length: number): string
  digits(length: number): string
  alnum(length: number): string
}

export function createRandom(seed: number): Random
