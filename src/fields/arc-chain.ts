/** Groups the ARC fields of a message into sets and holds them against the structure of a chain (RFC 8617 4.2, 5.2). */
import { type ArcAuthenticationResults, type ArcMessageSignature, type ArcSeal, MAX_INSTANCE } from './arc.ts'

/** A parsed field; `index` is whatever the caller finds it by. */
export type ArcMember =
  | { kind: 'seal'; value: ArcSeal; index: number }
  | { kind: 'message-signature'; value: ArcMessageSignature; index: number }
  | { kind: 'authentication-results'; value: ArcAuthenticationResults; index: number }

export type ArcKind = ArcMember['kind']

/** The members of one instance; of a repeated one the first. */
export interface ArcSet {
  instance: number
  seal?: { value: ArcSeal; index: number }
  messageSignature?: { value: ArcMessageSignature; index: number }
  authenticationResults?: { value: ArcAuthenticationResults; index: number }
}

export type ArcProblemCode =
  | 'unreadable-instance'
  | 'encoded-member'
  | 'instance-above-50'
  | 'missing-member'
  | 'repeated-member'
  | 'missing-set'
  | 'chain-validation'
  | 'set-after-fail'
  | 'seal-names-fields'
  | 'seal-signed-by-message-signature'

export interface ArcProblem {
  code: ArcProblemCode
  /** In words, with field and instance. */
  message: string
  instance?: number
  /** `index` of the field, where there is one. */
  index?: number
}

export interface ArcChain {
  /** Oldest first. */
  sets: ArcSet[]
  /** Highest instance, 0 without sets. */
  instances: number
  /** `cv=` of the newest seal. */
  chainValidation?: string
  /** Empty where the structure is sound; says nothing about signatures. */
  problems: ArcProblem[]
}

const NAMES: Record<ArcKind, string> = {
  seal: 'ARC-Seal',
  'message-signature': 'ARC-Message-Signature',
  'authentication-results': 'ARC-Authentication-Results',
}

/** Problems of one chain that are listed. */
const MAX_PROBLEMS = 100

export function assembleArc(members: ArcMember[]): ArcChain {
  const problems: ArcProblem[] = []
  const sets = groupSets(members, problems)
  sets.sort((a, b) => a.instance - b.instance)
  let expected = 1
  let failed: number | undefined
  for (const set of sets) {
    if (set.instance > expected) {
      const missing = set.instance - expected === 1 ? `${expected}` : `${expected} to ${set.instance - 1}`
      problems.push({ code: 'missing-set', message: `there is no set ${missing}`, instance: expected })
    }
    expected = set.instance + 1
    checkSet(set, problems)
    if (failed !== undefined) {
      const message = `set ${set.instance} was added after set ${failed} had failed`
      problems.push({ code: 'set-after-fail', message, instance: set.instance, index: set.seal?.index })
    } else if (set.seal?.value.chainValidation === 'fail') failed = set.instance
  }
  if (problems.length > MAX_PROBLEMS) problems.length = MAX_PROBLEMS
  const newest = sets.at(-1)
  return {
    sets,
    instances: newest?.instance ?? 0,
    chainValidation: newest?.seal?.value.chainValidation,
    problems,
  }
}

function groupSets(members: ArcMember[], problems: ArcProblem[]): ArcSet[] {
  const sets = new Map<number, ArcSet>()
  for (const member of members) {
    const { index } = member
    const { instance, encoded } = member.value
    const name = NAMES[member.kind]
    if (encoded) {
      const message = `${name} is an encoded word`
      problems.push({ code: 'encoded-member', message, instance, index })
    }
    if (instance === undefined) {
      problems.push({ code: 'unreadable-instance', message: `${name} has no readable i=`, index })
      continue
    }
    if (instance > MAX_INSTANCE) {
      const message = `${name} has i=${instance}, above ${MAX_INSTANCE}`
      problems.push({ code: 'instance-above-50', message, instance, index })
      continue
    }
    let set = sets.get(instance)
    if (!set) {
      set = { instance }
      sets.set(instance, set)
    }
    if (!addMember(set, member)) {
      const message = `${name} stands more than once in set ${instance}`
      problems.push({ code: 'repeated-member', message, instance, index })
    }
  }
  return [...sets.values()]
}

/** False where the set has that member already. */
function addMember(set: ArcSet, member: ArcMember): boolean {
  const { index } = member
  switch (member.kind) {
    case 'seal':
      if (set.seal) return false
      set.seal = { value: member.value, index }
      return true
    case 'message-signature':
      if (set.messageSignature) return false
      set.messageSignature = { value: member.value, index }
      return true
    case 'authentication-results':
      if (set.authenticationResults) return false
      set.authenticationResults = { value: member.value, index }
      return true
  }
}

/** The list of names is split only where it may hold the name. */
function signsSeal(signature: ArcMessageSignature): boolean {
  const names = signature.tags.get('h')?.value
  return names !== undefined && /arc-seal/i.test(names) && signature.signed.includes('arc-seal')
}

function checkSet(set: ArcSet, problems: ArcProblem[]): void {
  const { instance, seal, messageSignature, authenticationResults } = set
  const missing: ArcKind[] = []
  if (!authenticationResults) missing.push('authentication-results')
  if (!messageSignature) missing.push('message-signature')
  if (!seal) missing.push('seal')
  for (const kind of missing)
    problems.push({ code: 'missing-member', message: `set ${instance} has no ${NAMES[kind]}`, instance })
  if (messageSignature && signsSeal(messageSignature.value)) {
    const message = `ARC-Message-Signature of set ${instance} signs ARC-Seal`
    problems.push({
      code: 'seal-signed-by-message-signature',
      message,
      instance,
      index: messageSignature.index,
    })
  }
  if (!seal) return
  const { index, value } = seal
  if (value.tags.has('h')) {
    const message = `ARC-Seal of set ${instance} has h=`
    problems.push({ code: 'seal-names-fields', message, instance, index })
  }
  const validation = value.chainValidation
  const fits = instance === 1 ? validation === 'none' : validation === 'pass' || validation === 'fail'
  if (!fits) {
    const is = validation === undefined ? 'no cv=' : `cv=${validation.slice(0, 20)}`
    const message = `ARC-Seal of set ${instance} has ${is} instead of ${instance === 1 ? 'none' : 'pass or fail'}`
    problems.push({ code: 'chain-validation', message, instance, index })
  }
}
