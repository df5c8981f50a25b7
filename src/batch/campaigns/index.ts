/** Campaigns: messages that are one mailing, found without a server by what senders cannot cheaply vary. */
import { type Analyzer, type AnalyzerOptions, observedAnalyzer } from '../../analyzer.ts'
import type { Campaign } from '../../campaign.ts'
import type { Report } from '../../schema.ts'
import { requireInteger, requireOptions, requireType } from '../../util/arguments.ts'
import { byBytes, describe } from './describe.ts'
import { FIELDS, type Fingerprint, fingerprintOf } from './fingerprint.ts'
import { group, MOST_ROWS } from './group.ts'
import { createStore } from './store.ts'

export type { Fingerprint } from './fingerprint.ts'

export interface Fingerprinter {
  /**
   * The report of a message, the same as of `createAnalyzer`, and its fingerprint.
   * @throws TypeError when `message` is no Uint8Array. Never throws on what the message holds.
   */
  fingerprint(message: Uint8Array): { report: Report; fingerprint: Fingerprint }
}

/** An analyzer, and the fingerprint of the message of each report that it has made. */
export function fingerprintingAnalyzer(options: AnalyzerOptions): {
  analyzer: Analyzer
  fingerprintOf(report: Report): Fingerprint
} {
  const fingerprints = new WeakMap<Report, Fingerprint>()
  return {
    analyzer: observedAnalyzer(options, (message, report) => {
      fingerprints.set(report, fingerprintOf(message, report))
    }),
    fingerprintOf: (report) => fingerprints.get(report)!,
  }
}

/** @throws TypeError or RangeError naming the option that is wrong. */
export function createFingerprinter(options: AnalyzerOptions = {}): Fingerprinter {
  const { analyzer, fingerprintOf } = fingerprintingAnalyzer(options)
  return {
    fingerprint(message) {
      const report = analyzer.analyze(message)
      return { report, fingerprint: fingerprintOf(report) }
    },
  }
}

/** What {@link CampaignIndex.group} has found. */
export interface CampaignGroups {
  /** Largest first, those of one size by id. */
  campaigns: Campaign[]
  /** By message, in the order in which they were added: the id of its campaign, null where it is in none. */
  ids: (string | null)[]
}

export interface CampaignIndex {
  /** Messages that were added. */
  readonly size: number
  /**
   * @param path What the message is called in campaigns. @param fingerprint Of {@link createFingerprinter}, in this thread or another.
   * @throws TypeError when the path is no string or the fingerprint none of this version; RangeError when there are 2,097,152
   * different messages already.
   */
  add(path: string, fingerprint: Fingerprint): void
  /**
   * Groups all messages that were added, in near-linear time. The same messages give the same campaigns in whatever order they came.
   * @param options.minSize Messages of the smallest campaign, at least 2, 2 where not given.
   * @throws TypeError or RangeError when it is wrong.
   */
  group(options?: { minSize?: number }): CampaignGroups
}

/** An index of messages for finding campaigns; about 500 bytes of memory a message. */
export function createCampaignIndex(): CampaignIndex {
  const store = createStore(MOST_ROWS)
  return {
    get size() {
      return store.size
    },
    add(path, fingerprint) {
      requireType(path, 'string', 'path')
      if (!(fingerprint?.marks instanceof Int32Array && fingerprint.marks.length === FIELDS))
        throw new TypeError('fingerprint must be one that this version of backstamp has made')
      store.add(path, fingerprint)
    },
    group(options = {}) {
      requireOptions(options, { minSize: true })
      const { minSize = 2 } = options
      requireInteger(minSize, 'minSize', 2)
      const groups = membersOf(group(store.marks, store.rows), store.size, store.rowOf)
      const ids: (string | null)[] = new Array(store.size).fill(null)
      const campaigns: Campaign[] = []
      for (const members of groups) {
        if (members.length < minSize) continue
        const campaign = describe(store, members)
        campaigns.push(campaign)
        for (const message of members) ids[message] = campaign.id
      }
      campaigns.sort((a, b) => b.size - a.size || byBytes(a.id, b.id))
      return { campaigns, ids }
    },
  }
}

/** The messages of each group; `groupOf` says for each row of marks which one stands for its group. */
function membersOf(
  groupOf: Int32Array,
  count: number,
  rowOf: (message: number) => number,
): Iterable<number[]> {
  const groups = new Map<number, number[]>()
  for (let message = 0; message < count; message++) {
    const of = groupOf[rowOf(message)]
    const members = groups.get(of)
    if (members) members.push(message)
    else groups.set(of, [message])
  }
  return groups.values()
}
