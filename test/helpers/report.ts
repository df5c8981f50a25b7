import { QUESTIONS, type Question, type Report } from '../../src/schema.ts'

type Part = { [K in keyof Report]?: Report[K] extends unknown[] ? Report[K] : Partial<Report[K]> | Report[K] }

/** An invented report: a clean message without a route, changed where the test says so. */
export function reportOf(part: Part = {}): Report {
  const assessments = Object.fromEntries(
    QUESTIONS.map((question) => [question, { probability: 0.02, base: -5.6, findings: [] }]),
  ) as unknown as Record<Question, Report['assessments'][Question]>
  const base: Report = {
    schema: 1,
    message: { sha256: '00'.repeat(32), size: 1234, subject: 'Minutes of the meeting' },
    route: { hops: [], traces: [], operators: [] },
    expected: [],
    authentication: { claimed: [], signatures: [] },
    body: {
      visibleText: { characters: 10, words: 2, excerpt: 'Hello there' },
      hiddenText: [],
      images: [],
      links: { count: 0, domains: [], ips: [], list: [] },
    },
    assessments,
    findings: [],
    dismissed: [],
    score: 2,
    verdict: 'clean',
    defects: [],
    completeness: { complete: true, limits: [] },
    engine: { version: '0.0.0', model: 'test' },
  }
  const report = { ...base } as Record<string, unknown>
  for (const [key, value] of Object.entries(part)) {
    const known = report[key]
    report[key] =
      known !== null && typeof known === 'object' && !Array.isArray(known)
        ? { ...known, ...(value as object) }
        : value
  }
  return report as unknown as Report
}
