/** A mail flow rule and what became of it, out of cmdlets and exports. */

import type { TenantEvent, TransportRule } from '../record.ts'
import { ACTIONS, enabledOf, isSet, split } from '../transport-rule.ts'
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
const NO_CONDITIONS = new Set([
  ...ACTIONS.map((name) => name.toLowerCase()),
  ...(
    'name identity comments enabled mode priority ruleerroraction rulesubtype senderaddresslocation activationdate ' +
    'expirydate dlppolicy uselegacyregex domaincontroller confirm whatif errorvariable erroraction warningaction force ' +
    'asjob verbose debug applyhtmldisclaimerfallbackaction applyhtmldisclaimerlocation incidentreportcontent ' +
    'incidentreportoriginalmail removeheader setauditseverity setheadername setheadervalue setscl stopruleprocessing'
  ).split(' '),
])
const SENDS = ['redirectmessageto', 'blindcopyto', 'copyto', 'addtorecipients']

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
    const set = isSet(value)
    if (name === 'removeheader') {
      if (set) for (const header of split(value)) facts.removes.add(header)
    } else if (name === 'setscl') facts.scl = set ? value.trim() : undefined
    else if (SENDS.includes(name)) {
      if (set) facts.sends.set(name, value)
      else facts.sends.delete(name)
    } else if (name === 'enabled') facts.enabled = enabledOf(value)
    else if (name === 'mode') facts.mode = value
    else if (name === 'comments') facts.comments = value
    else if (!NO_CONDITIONS.has(name)) {
      if (set) facts.conditions.add(name)
      else facts.conditions.delete(name)
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
  if (!rule.partial) facts.conditionsKnown = true
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
