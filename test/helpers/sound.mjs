// @ts-check
// What must hold of the report on any bytes.

/** @typedef {import('../../src/schema.ts').Report} Report */

/** Every byte range anywhere in a value. @param {unknown} value @returns {Generator<{ start: number, end: number }>} */
function* rangesIn(value) {
  if (value === null || typeof value !== 'object') return
  const { start, end } = /** @type {{ start?: unknown, end?: unknown }} */ (value)
  if (typeof start === 'number' && typeof end === 'number') yield { start, end }
  for (const inner of Object.values(value)) yield* rangesIn(inner)
}

/** The first value that JSON would change, as a path. @param {unknown} value @returns {string | undefined} */
function notPlain(value, path = 'report') {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} is ${value}`
  if (typeof value === 'string' || typeof value === 'boolean') return undefined
  if (typeof value !== 'object') return `${path} is a ${typeof value}`
  const prototype = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null)
    return `${path} is a ${prototype.constructor?.name}`
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined && Array.isArray(value)) return `${path}.${key} is undefined`
    const found = notPlain(inner, `${path}.${key}`)
    if (found) return found
  }
  return undefined
}

/** Half of a surrogate pair. */
const SURROGATE = /\p{Surrogate}/u

/** The first string, or name of a property, with half a surrogate pair, as a path. @param {unknown} value @returns {string | undefined} */
export function illFormed(value, path = 'report') {
  if (typeof value === 'string') return SURROGATE.test(value) ? `${path} is not well-formed` : undefined
  if (value === null || typeof value !== 'object') return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = SURROGATE.test(key)
      ? `a name in ${path} is not well-formed`
      : illFormed(inner, `${path}.${key}`)
    if (found) return found
  }
  return undefined
}

/**
 * What is wrong with a report on that many bytes; empty where it is sound.
 * @param {Report} report
 * @param {number} size
 * @returns {string[]}
 */
export function unsound(report, size) {
  /** @type {string[]} */
  const problems = []
  if (report.message.size !== size) problems.push(`size is ${report.message.size}, not ${size}`)
  for (const { start, end } of rangesIn(report))
    if (!(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= size))
      problems.push(`range ${start} to ${end} of ${size} bytes`)
  for (const { limit, start } of report.completeness.limits)
    if (!(Number.isInteger(start) && 0 <= start && start <= size)) problems.push(`limit ${limit} at ${start}`)
  for (const [question, { probability, base, findings }] of Object.entries(report.assessments)) {
    if (!(probability >= 0 && probability <= 1)) problems.push(`${question} has probability ${probability}`)
    const bits = findings.reduce((sum, index) => sum + report.findings[index].bits, base)
    if (!(Math.abs(1 / (1 + 2 ** -bits) - probability) < 0.01))
      problems.push(`${question}: bits do not add up`)
  }
  if (!(report.score >= 0 && report.score <= 100)) problems.push(`score ${report.score}`)
  for (const { check, evidence } of report.findings)
    if (evidence.length === 0) problems.push(`${check}: no evidence`)
  if (report.completeness.complete !== (report.completeness.limits.length === 0))
    problems.push('completeness contradicts its limits')
  const odd = notPlain(report)
  if (odd) problems.push(odd)
  return problems
}

/**
 * The report on a message that streams by in chunks of random sizes; each chunk is overwritten once it was written.
 * @param {import('../../src/analyzer.ts').Analyzer} analyzer
 * @param {Uint8Array} bytes
 * @param {() => number} nextSize
 * @returns {Report}
 */
export function inChunks(analyzer, bytes, nextSize) {
  const session = analyzer.session()
  // asked for a header that is not in, a session keeps no message whole
  session.headers()
  for (let at = 0; at < bytes.length; ) {
    const chunk = bytes.slice(at, at + nextSize())
    session.write(chunk)
    at += chunk.length
    chunk.fill(0x58)
  }
  return session.end()
}
