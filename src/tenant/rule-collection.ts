/**
 * Rules of `Export-TransportRuleCollection`: as the commands that make them, or as Exchange 2007 and the internal form of later
 * ones have them.
 */

import { type Element, inside, parseElement } from '../xml-element.ts'
import type { TenantLimits } from './limits.ts'
import { readCommand } from './powershell.ts'
import type { Found } from './reading.ts'
import type { TransportRule } from './record.ts'
import { decode, type SourceText } from './source-text.ts'
import { enabledOf, ruleOfParameters } from './transport-rule.ts'
import { type RecordRule, xmlRecords } from './xml-elements.ts'

/** No rule stands in a rule. */
const RULES: RecordRule = ({ name }) => (name === 'rule' ? 'anew' : undefined)

type Rule = Omit<TransportRule, 'place'>

export function* ruleCollection(text: SourceText, limits: TenantLimits): Generator<Found> {
  for (const { start, end, reason } of xmlRecords(text, limits, RULES)) {
    if (reason !== undefined) yield { start, end, unread: reason }
    else {
      const element = parseElement(decode(text, start, end))
      if (element === undefined) yield { start, end, unread: 'not valid XML' }
      else yield { start, end, record: ruleOf(element) }
    }
  }
}

function ruleOf(element: Element): Rule {
  const { name = '', id } = element.attributes
  const versions = inside(element, 'version')
  // the last version is the one of the newest server
  const command = versions
    .flatMap((version) => inside(version, 'commandBlock'))
    .at(-1)
    ?.text.trim()
  const rule = command ? ruleOfCommand(command) : ruleOfElements(element, versions.at(-1) ?? element)
  return { ...rule, name: name || rule.name, id: id || rule.id }
}

/** A rule that a command makes acts unless the command says otherwise. */
function ruleOfCommand(command: string): Rule {
  const rule = ruleOfParameters(readCommand(command).parameters)
  return { ...rule, enabled: rule.enabled ?? true }
}

/** Elements of a condition that only join others, or hold of every message. */
const JOINTS = new Set(['and', 'or', 'not', 'true', 'condition'])

function ruleOfElements({ attributes }: Element, body: Element): Rule {
  const rule: Rule = {
    kind: 'transport-rule',
    name: '',
    enabled: enabledOf(attributes.enabled),
    mode: attributes.mode || undefined,
    removes: [],
    sets: [],
    conditions: [
      ...inside(body, 'fork').map(() => 'fork'),
      ...inside(body, 'condition').flatMap(conditionNames),
    ],
    actions: [],
    comments: attributes.comments || undefined,
  }
  for (const action of inside(body, 'action')) {
    const name = action.attributes.name ?? ''
    const [first = '', second = ''] = inside(action, 'argument').map(valueOfArgument)
    if (/^removeheader$/i.test(name)) rule.removes.push(first)
    else if (/^(?:set|add)header$/i.test(name)) rule.sets.push({ name: first, value: second })
    else if (/^setscl$/i.test(name)) rule.scl = first
    else rule.actions.push(name)
  }
  return rule
}

function valueOfArgument(argument: Element): string {
  return argument.attributes.value ?? argument.text.trim()
}

function conditionNames(element: Element): string[] {
  if (!JOINTS.has(element.name))
    return [element.attributes.property || element.attributes.name || element.name]
  return element.children.flatMap(conditionNames)
}
