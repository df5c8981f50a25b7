/** Runs the comparison over files and counts. */
import { readFileSync } from 'node:fs'
import { notMail } from '../../src/batch/sources/sniff.ts'
import { compare } from './compare.ts'
import { ASPECTS, type Aspect, PEERS, type PeerName, readOurs, readPeer } from './peers.ts'

export interface Tally {
  messages: number
  /** By peer and aspect: how many messages have which outcome. */
  outcomes: Record<PeerName, Record<Aspect, Map<string, number>>>
  /** By peer: how many messages show a kind of difference, in whatever aspect. */
  kinds: Record<PeerName, Map<string, number>>
  /** `file: peer, aspect` of what no kind explains. */
  unexplained: string[]
}

const byAspect = (): Record<Aspect, Map<string, number>> =>
  Object.fromEntries(ASPECTS.map((aspect) => [aspect, new Map()])) as Record<Aspect, Map<string, number>>

const nothing = (): Pick<Tally, 'outcomes' | 'kinds'> => ({
  outcomes: { mailparser: byAspect(), 'postal-mime': byAspect() },
  kinds: { mailparser: new Map(), 'postal-mime': new Map() },
})

function add(counts: Map<string, number>, outcome: string, count: number): void {
  counts.set(outcome, (counts.get(outcome) ?? 0) + count)
}

/** Files that are no mail are left out. */
export async function tally(files: readonly string[]): Promise<Tally> {
  const { outcomes, kinds } = nothing()
  const unexplained: string[] = []
  let messages = 0
  for (const file of files) {
    const bytes = readFileSync(file)
    if (bytes.length === 0 || notMail(bytes)) continue
    messages++
    const ours = readOurs(bytes)
    for (const peer of PEERS) {
      const their = await readPeer(peer, bytes)
      const met = new Set<string>()
      for (const aspect of ASPECTS) {
        const outcome = compare(ours, peer, their, aspect)
        add(outcomes[peer][aspect], outcome, 1)
        if (outcome !== 'agree') met.add(outcome)
        if (outcome === 'unexplained') unexplained.push(`${file}: ${peer}, ${aspect}`)
      }
      for (const kind of met) add(kinds[peer], kind, 1)
    }
  }
  return { messages, outcomes, kinds, unexplained }
}

export function merge(tallies: readonly Tally[]): Tally {
  const { outcomes, kinds } = nothing()
  for (const one of tallies)
    for (const peer of PEERS) {
      for (const [kind, count] of one.kinds[peer]) add(kinds[peer], kind, count)
      for (const aspect of ASPECTS)
        for (const [outcome, count] of one.outcomes[peer][aspect]) add(outcomes[peer][aspect], outcome, count)
    }
  return {
    messages: tallies.reduce((sum, one) => sum + one.messages, 0),
    outcomes,
    kinds,
    unexplained: tallies.flatMap((one) => one.unexplained),
  }
}

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`

/** The tables of docs/differences.md. */
export function describeTally({ messages, outcomes, kinds }: Tally): string {
  const agreement = ASPECTS.map((aspect) => {
    const cells = PEERS.map((peer) => {
      const counts = outcomes[peer][aspect]
      const [agree, unexplained] = [counts.get('agree') ?? 0, counts.get('unexplained') ?? 0]
      return `${percent(agree, messages)} | ${messages - agree - unexplained} | ${unexplained}`
    })
    return `| ${aspect} | ${cells.join(' | ')} |`
  })
  const ids = new Set(PEERS.flatMap((peer) => [...kinds[peer].keys()]))
  const differences = [...ids]
    .sort()
    .map((id) => `${id}: ${PEERS.map((peer) => kinds[peer].get(id) ?? 0).join(', ')}`)
  return [`${messages} messages`, ...agreement, ...differences].join('\n')
}
