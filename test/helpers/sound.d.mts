import type { Analyzer } from '../../src/analyzer.ts'
import type { Report } from '../../src/schema.ts'

/** What is wrong with a report on that many bytes; empty where it is sound. */
export function unsound(report: Report, size: number): string[]

/** Where the first string, or name of a property, stands that has half of a surrogate pair. */
export function illFormed(value: unknown, path?: string): string | undefined

/** The report on a message in chunks of `nextSize()` bytes; each chunk is overwritten once it was written. */
export function inChunks(analyzer: Analyzer, bytes: Uint8Array, nextSize: () => number): Report
