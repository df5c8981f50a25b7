/**
 * How often a law is tried: with a tenth of so many values in the specification, with all of them in the slow tests
 * (`BACKSTAMP_RUNS=all`).
 */
export function runs(most: number): { numRuns: number } {
  return { numRuns: process.env.BACKSTAMP_RUNS === 'all' ? most : Math.max(Math.min(most, 20), most / 10) }
}
