/** Types of growth.mjs. */

export function growthOf(samples: readonly number[]): { level: number; growth: number; grows: boolean }
