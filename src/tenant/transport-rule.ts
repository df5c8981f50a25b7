/** Mail flow rules, from the parameters of `New-TransportRule` or the properties that `Get-TransportRule` shows. */
import { timeOf } from './normalise.ts'
import type { TransportRule } from './record.ts'

/** Values by name in lower case, those of a list joined by `;`. No prototype. */
export type Parameters = Record<string, string>

const words = (text: string): string[] => text.trim().split(/\s+/)

/** What a rule does, beside removing and setting header fields and the spam confidence level. */
export const ACTIONS = words(`
  PrependSubject ApplyHtmlDisclaimerText ApplyClassification AddToRecipients CopyTo BlindCopyTo AddManagerAsRecipientType
  ModerateMessageByUser ModerateMessageByManager RedirectMessageTo RejectMessageReasonText RejectMessageEnhancedStatusCode
  DeleteMessage Disconnect Quarantine SmtpRejectMessageRejectText SmtpRejectMessageRejectStatusCode
  RouteMessageOutboundConnector RouteMessageOutboundRequireTls ApplyOME RemoveOME RemoveOMEv2 ApplyRightsProtectionTemplate
  ApplyRightsProtectionCustomizationTemplate RemoveRMSAttachmentEncryption GenerateIncidentReport GenerateNotification
  LogEventText NotifySender`)

/** What a rule asks of a message; each also with `ExceptIf` before it. */
const CONDITIONS = words(`
  From FromMemberOf FromScope SentTo SentToMemberOf SentToScope BetweenMemberOf1 BetweenMemberOf2 ManagerAddresses
  ManagerForEvaluatedUser SenderManagementRelationship ADComparisonAttribute ADComparisonOperator
  SenderADAttributeContainsWords SenderADAttributeMatchesPatterns RecipientADAttributeContainsWords
  RecipientADAttributeMatchesPatterns AnyOfToHeader AnyOfToHeaderMemberOf AnyOfCcHeader AnyOfCcHeaderMemberOf
  AnyOfToCcHeader AnyOfToCcHeaderMemberOf HasClassification HasNoClassification SubjectContainsWords
  SubjectOrBodyContainsWords HeaderContainsMessageHeader HeaderContainsWords FromAddressContainsWords SenderDomainIs
  RecipientDomainIs SubjectMatchesPatterns SubjectOrBodyMatchesPatterns HeaderMatchesMessageHeader HeaderMatchesPatterns
  FromAddressMatchesPatterns AttachmentNameMatchesPatterns AttachmentExtensionMatchesWords AttachmentPropertyContainsWords
  ContentCharacterSetContainsWords HasSenderOverride MessageContainsDataClassifications
  MessageContainsAllDataClassifications SenderIpRanges SCLOver AttachmentSizeOver MessageSizeOver WithImportance
  MessageTypeMatches RecipientAddressContainsWords RecipientAddressMatchesPatterns SenderInRecipientList
  RecipientInSenderList AttachmentContainsWords AttachmentMatchesPatterns AttachmentIsUnsupported
  AttachmentProcessingLimitExceeded AttachmentHasExecutableContent AttachmentIsPasswordProtected
  AnyOfRecipientAddressContainsWords AnyOfRecipientAddressMatchesPatterns`)

const ASKED = [...CONDITIONS, ...CONDITIONS.map((name) => `ExceptIf${name}`)]

/** Type names of actions that have properties of their own. */
const OWN_ACTIONS = new Set(['RemoveHeader', 'SetHeader', 'SetScl', 'SetAuditSeverity'])

/**
 * A mail flow rule of the parameters of the cmdlet that makes it, or of the properties of an exported one. The place is left to
 * the caller.
 */
export function ruleOfParameters(parameters: Parameters): Omit<TransportRule, 'place'> {
  const {
    name,
    identity,
    guid,
    state,
    enabled,
    mode,
    comments,
    setscl,
    whencreated,
    whenchanged,
    createdby,
  } = parameters
  const conditions = ASKED.filter((asked) => isSet(parameters[asked.toLowerCase()]))
  const actions = ACTIONS.filter((action) => isSet(parameters[action.toLowerCase()]))
  const types = typeNames(parameters.actions)
  const header = parameters.setheadername
  return {
    kind: 'transport-rule',
    name: name || identity || '',
    id: guid || undefined,
    enabled: enabledOf(state) ?? enabledOf(enabled),
    mode: mode || undefined,
    removes: removed(parameters),
    sets: header ? [{ name: header, value: parameters.setheadervalue ?? '' }] : [],
    scl: setscl || undefined,
    conditions:
      conditions.length > 0
        ? conditions
        : [
            ...typeNames(parameters.conditions),
            ...typeNames(parameters.exceptions).map((type) => `ExceptIf${type}`),
          ],
    actions: actions.length > 0 ? actions : types.filter((type) => !OWN_ACTIONS.has(type)),
    comments: comments || undefined,
    created: timeOf(whencreated),
    changed: timeOf(whenchanged),
    createdBy: createdby || undefined,
  }
}

/** As the English description of a rule puts it, for exports that show no more. */
const DESCRIBED = /remove header '([^'\r\n]{1,200})'/gi

function removed({ removeheader, description }: Parameters): string[] {
  if (isSet(removeheader)) return split(removeheader)
  return [...(description ?? '').matchAll(DESCRIBED)].map(([, name]) => name)
}

/** Names in a list, which the audit log joins by `;` or `,`. */
export function split(text: string): string[] {
  return text
    .split(/[;,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

const YES = new Map([
  ['enabled', true],
  ['true', true],
  ['$true', true],
  ['1', true],
  ['disabled', false],
  ['false', false],
  ['$false', false],
  ['0', false],
])

/** `True`, `$true` and `Enabled` or the contrary; undefined for anything else. */
export function enabledOf(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : YES.get(text.trim().toLowerCase())
}

/** `Export-Csv` shows a collection as the name of its type. */
const COLLECTION = /^(?:System\.|Microsoft\.Exchange\.Data\.)[\w.]+(?:`\d)?(?:\[.*\])?$/s

/** Whether a property says anything: not empty, not false, not `$null`. */
export function isSet(text: string | undefined): text is string {
  return (
    text !== undefined &&
    text !== '' &&
    text !== '$null' &&
    enabledOf(text) !== false &&
    !COLLECTION.test(text)
  )
}

/** `FromScope` of `Microsoft.Exchange.MessagingPolicies.Rules.Tasks.FromScopePredicate`. */
const TYPE = /^Microsoft\.Exchange\.MessagingPolicies\.[\w.]*\.(\w+?)(?:Predicate|Action)$/

function typeNames(text: string | undefined): string[] {
  return (text ?? '').split(';').flatMap((type) => TYPE.exec(type.trim().slice(0, 300))?.[1] ?? [])
}
