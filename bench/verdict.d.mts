/** Types of verdict.mjs. */

export const TOLERANCE: number

export interface Comparison {
  ratio: number
  low: number
  high: number
  verdict: 'slower' | 'faster' | 'same'
}

export function compareTimes(
  processes: readonly (readonly { base: number; change: number }[])[],
  tolerance?: number,
): Comparison
