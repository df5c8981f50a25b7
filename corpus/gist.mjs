/**
 * What a report says, in short: verdict, the questions answered yes, route, findings, dismissals, defects, limits.
 * @param {import('../src/schema.ts').Report} report
 */
export function gist(report) {
  const { route, assessments, findings, dismissed, defects, completeness } = report
  return {
    verdict: report.verdict,
    yes: Object.keys(assessments).filter((question) => assessments[question].probability >= 0.5),
    hops: route.hops.length,
    boundary: route.boundary ? route.hops[route.boundary.hop].by : null,
    origin: route.origin?.ip ?? route.origin?.host ?? null,
    findings: findings.map(({ check, grade }) => (grade === undefined ? check : `${check}:${grade}`)),
    dismissed: dismissed.map(({ check, reason }) => `${check}:${reason}`),
    defects: defects.map(({ code }) => code),
    limits: completeness.limits.map(({ limit }) => limit),
    visible: report.body.visibleText.characters,
    hidden: report.body.hiddenText.length,
  }
}
