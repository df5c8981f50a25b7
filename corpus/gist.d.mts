import type { Report } from '../src/schema.ts'

export function gist(report: Report): Record<string, unknown>
