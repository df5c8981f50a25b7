/** What is measured floor by floor: parts that the package does not export. */

export { CONTRACTS } from '../src/chain/contracts.ts'
export { CHECKS } from '../src/checks/index.ts'
export { runChecks } from '../src/checks/run.ts'
export { expectedHeaders } from '../src/expected.ts'
export { Message } from '../src/message.ts'
export { collect } from '../src/mime/collector.ts'
export { resolveLimits } from '../src/mime/limits.ts'
export { digestOf } from '../src/mime/sha256.ts'
export { MODEL } from '../src/scoring/model.ts'
export { assess, resolveThresholds, verdictOf } from '../src/scoring/score.ts'
export { summarize } from '../src/summary.ts'
