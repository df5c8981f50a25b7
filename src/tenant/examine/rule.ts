/** A mail flow rule and what became of it, out of cmdlets and exports. */

import type { TenantEvent, TransportRule } from '../record.ts'
import type { Ledger } from './ledger.ts'
import { type Life, livesOf } from './life.ts'

export interface RuleFacts {
  /** Every header field that it removed at some time, as written. */
  removes: Set<string>
  /** Spam confidence level that it sets. */
  scl: string | undefined
  /** Where it sends mail besides or instead, by the action. */
  sends: Map<string, string>
  /** Names of conditions and exceptions, lower case. */
  conditions: Set<string>
  /** False where only a change to the rule was seen: then it may have conditions that nobody told of. */
  conditionsKnown: boolean
  enabled: boolean | undefined
  mode: string | undefined
  comments: string | undefined
}

export type RuleLife = Life<RuleFacts>

/** Parameters of New-TransportRule and Set-TransportRule that are no conditions; what Microsoft adds is taken for one. */
const SETTINGS = new Set(
  (
    'name identity comments enabled mode priority ruleerroraction rulesubtype senderaddresslocation activationdate ' +
    'expirydate dlppolicy uselegacyregex domaincontroller confirm whatif errorvariable erroraction warningaction force asjob verbose debug'
  ).split(' '),
)
const ACTIONS = new Set(
  (
    'addmanagerasrecipienttype addtorecipients applyclassification applyhtmldisclaimerfallbackaction ' +
    'applyhtmldisclaimerlocation applyhtmldisclaimertext applyome applyrightsprotectioncustomizationtemplate ' +
    'applyrightsprotectiontemplate blindcopyto copyto deletemessage disconnect generateincidentreport ' +
    'generatenotification incidentreportcontent incidentreportoriginalmail logeventtext moderatemessagebymanager ' +
    'moderatemessagebyuser notifysender prependsubject quarantine redirectmessageto rejectmessageenhancedstatuscode ' +
    'rejectmessagereasontext removeheader removeome removeomev2 removermsattachmentencryption ' +
    'routemessageoutboundconnector routemessageoutboundrequiretls setauditseverity setheadername setheadervalue setscl ' +
    'smtprejectmessagerejectstatuscode smtprejectmessagerejecttext stopruleprocessing'
  ).split(' '),
)
const SENDS = ['redirectmessageto', 'blindcopyto', 'copyto', 'addtorecipients']

/** Values of a parameter that stand for none. */
const isEmpty = (value: string): boolean => value === '' || /^(?:\$null|\$?false|\[\]|\{\})$/i.test(value)

function noFacts(): RuleFacts {
  return {
    removes: new Set(),
    scl: undefined,
    sends: new Map(),
    conditions: new Set(),
    conditionsKnown: false,
    enabled: undefined,
    mode: undefined,
    comments: undefined,
  }
}

/** What the parameters of a cmdlet make of the rule. */
function applyCmdlet(facts: RuleFacts, { parameters }: TenantEvent, verb: string): void {
  if (verb === 'new') facts.conditionsKnown = true
  if (verb === 'enable' || verb === 'disable') facts.enabled = verb === 'enable'
  for (const [name, value] of Object.entries(parameters)) {
    const empty = isEmpty(value)
    if (name === 'removeheader') {
      if (!empty) facts.removes.add(value.trim())
    } else if (name === 'setscl') facts.scl = empty ? undefined : value.trim()
    else if (SENDS.includes(name)) {
      if (empty) facts.sends.delete(name)
      else facts.sends.set(name, value)
    } else if (name === 'enabled') facts.enabled = !empty
    else if (name === 'mode') facts.mode = value
    else if (name === 'comments') facts.comments = value
    else if (!SETTINGS.has(name) && !ACTIONS.has(name)) {
      if (empty) facts.conditions.delete(name)
      else facts.conditions.add(name)
    }
  }
}

function applyExport(facts: RuleFacts, rule: TransportRule): void {
  for (const name of rule.removes) facts.removes.add(name.trim())
  facts.scl = rule.scl ?? facts.scl
  for (const action of rule.actions) {
    const name = SENDS.find((known) => action.toLowerCase().startsWith(known))
    if (name && !facts.sends.has(name)) facts.sends.set(name, '')
  }
  for (const name of rule.conditions) facts.conditions.add(name.toLowerCase())
  facts.conditionsKnown = true
  facts.enabled = rule.enabled ?? facts.enabled
  facts.mode = rule.mode ?? facts.mode
  facts.comments = rule.comments ?? facts.comments
}

export function ruleLives(ledger: Ledger): RuleLife[] {
  return livesOf(ledger, {
    noun: 'transportrule',
    exports: ledger.rules,
    noFacts,
    applyCmdlet,
    applyExport,
  })
}

/** Whether it acts on all mail, as far as is known. */
export function actsOnAll({ facts }: RuleLife): boolean {
  return facts.conditionsKnown && facts.conditions.size === 0
}

/** Whether it does not act, as it was last seen: it is off, or only tried out. */
export function isIdle({ facts }: RuleLife): boolean {
  return facts.enabled === false || (facts.mode !== undefined && /^audit/i.test(facts.mode))
}
