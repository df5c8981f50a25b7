/** Every check, in the order of the report. A test holds this list to the folders. */

import { check as arcStructure } from './authentication/arc-structure/check.ts'
import { check as entranceVerdictMissing } from './authentication/entrance-verdict-missing/check.ts'
import { check as foreignSignature } from './authentication/foreign-signature/check.ts'
import { check as signatureCoverage } from './authentication/signature-coverage/check.ts'
import { check as signatureMissing } from './authentication/signature-missing/check.ts'
import { check as spfLaundering } from './authentication/spf-laundering/check.ts'
import { check as staleSignature } from './authentication/stale-signature/check.ts'
import { check as verdictWithoutHop } from './authentication/verdict-without-hop/check.ts'
import type { Check, CheckMeta } from './check.ts'
import { check as deliveryFieldsFromOutside } from './exchange/delivery-fields-from-outside/check.ts'
import { check as identifiersDisagree } from './exchange/identifiers-disagree/check.ts'
import { check as organizationFieldsFromOutside } from './exchange/organization-fields-from-outside/check.ts'
import { check as recipientTraceMissing } from './exchange/recipient-trace-missing/check.ts'
import { check as tenantFieldsWithoutExchange } from './exchange/tenant-fields-without-exchange/check.ts'
import { check as afterEnd } from './filler/after-end/check.ts'
import { check as attributeText } from './filler/attribute-text/check.ts'
import { check as emptyElements } from './filler/empty-elements/check.ts'
import { check as hiddenText } from './filler/hidden-text/check.ts'
import { check as insideWords } from './filler/inside-words/check.ts'
import { check as lookAlikeLetters } from './filler/look-alike-letters/check.ts'
import { check as pushedBelow } from './filler/pushed-below/check.ts'
import { check as randomTokens } from './filler/random-tokens/check.ts'
import { check as rawElements } from './filler/raw-elements/check.ts'
import { check as styleText } from './filler/style-text/check.ts'
import { check as unfilledSlots } from './filler/unfilled-slots/check.ts'
import { check as repeatedIdentity } from './header/repeated-identity/check.ts'
import { check as prizeClaim } from './lure/prize-claim/check.ts'
import { check as markerWithoutOperator } from './provenance/marker-without-operator/check.ts'
import { check as senderFieldsMissing } from './provenance/sender-fields-missing/check.ts'
import { check as claimedOperator } from './route/claimed-operator/check.ts'
import { check as connectingAddressMissing } from './route/connecting-address-missing/check.ts'
import { check as deliveredBefore } from './route/delivered-before/check.ts'
import { check as diagnosticHopsMissing } from './route/diagnostic-hops-missing/check.ts'
import { check as handoverWithoutOrigin } from './route/handover-without-origin/check.ts'
import { check as identifierOfAnotherTime } from './route/identifier-of-another-time/check.ts'
import { check as internalHopMissing } from './route/internal-hop-missing/check.ts'
import { check as messageIdHostMissing } from './route/message-id-host-missing/check.ts'
import { check as timeTravel } from './route/time-travel/check.ts'
import { check as unconnectedHops } from './route/unconnected-hops/check.ts'
import { check as writerDidNotHandOver } from './route/writer-did-not-hand-over/check.ts'

export const CHECKS: readonly Check[] = [
  diagnosticHopsMissing,
  handoverWithoutOrigin,
  internalHopMissing,
  messageIdHostMissing,
  connectingAddressMissing,
  entranceVerdictMissing,
  recipientTraceMissing,
  senderFieldsMissing,
  signatureMissing,
  verdictWithoutHop,
  spfLaundering,
  signatureCoverage,
  arcStructure,
  identifiersDisagree,
  organizationFieldsFromOutside,
  deliveryFieldsFromOutside,
  tenantFieldsWithoutExchange,
  markerWithoutOperator,
  timeTravel,
  identifierOfAnotherTime,
  writerDidNotHandOver,
  unconnectedHops,
  staleSignature,
  foreignSignature,
  deliveredBefore,
  claimedOperator,
  repeatedIdentity,
  hiddenText,
  randomTokens,
  rawElements,
  styleText,
  attributeText,
  emptyElements,
  pushedBelow,
  afterEnd,
  insideWords,
  unfilledSlots,
  lookAlikeLetters,
  prizeClaim,
]

/** What each check is about, by its id. */
export const META_BY_ID: ReadonlyMap<string, CheckMeta> = new Map(CHECKS.map(({ meta }) => [meta.id, meta]))
