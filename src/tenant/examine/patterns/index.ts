import { pattern as application } from './application.ts'
import { pattern as cleanup } from './cleanup.ts'
import { pattern as connectorAndRules } from './connector-and-rules.ts'
import { pattern as headerRemoval } from './header-removal.ts'
import { pattern as inboundConnector } from './inbound-connector.ts'
import { pattern as mailRules } from './mail-rules.ts'
import { pattern as passwordGuessing } from './password-guessing.ts'
import type { TenantPattern } from './pattern.ts'
import { pattern as weakenedDefences } from './weakened-defences.ts'

/** In the order in which findings of one severity are listed. */
export const PATTERNS: readonly TenantPattern[] = [
  connectorAndRules,
  headerRemoval,
  application,
  passwordGuessing,
  inboundConnector,
  cleanup,
  mailRules,
  weakenedDefences,
]
