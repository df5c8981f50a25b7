import type { Scanned } from '../batch/scan.ts'
import type { Missed } from '../batch/sources/index.ts'
import { plural } from '../plural.ts'
import { VERDICTS, type Verdict } from '../schema.ts'
import { FAILED, FLAGGED, OK, type Status } from './io.ts'

/** What a scan has come across. */
export interface Counts {
  messages: number
  bytes: number
  verdicts: Record<Verdict, number>
  skipped: number
  failed: number
}

export function noCounts(): Counts {
  return { messages: 0, bytes: 0, verdicts: { clean: 0, suspicious: 0, hostile: 0 }, skipped: 0, failed: 0 }
}

/** How many messages have which verdict. */
export function verdictLine({ verdicts }: Counts): string {
  return `${verdicts.hostile} hostile, ${verdicts.suspicious} suspicious, ${verdicts.clean} clean`
}

/** `bytes` is how many were scanned in those milliseconds: fewer than all where a scan was resumed. */
export function summaryLine(counts: Counts, milliseconds: number, bytes: number): string {
  const seconds = milliseconds / 1000
  const parts = [
    `${plural(counts.messages, 'message')}: ${verdictLine(counts)}`,
    `${counts.skipped} skipped`,
    `${counts.failed} not readable`,
    `${seconds.toFixed(1)} s, ${(bytes / 1e6 / Math.max(seconds, 0.001)).toFixed(1)} MB/s`,
  ]
  return `${parts.join('; ')}\n`
}

/** What is said where there was nothing else to say, so that the status is not without a reason. */
export function emptyLine({ messages, skipped, failed }: Counts): string {
  return messages + skipped + failed === 0 ? 'backstamp: found no file to read\n' : ''
}

/** The exit status of a scan that came to its end. */
export function statusOf(counts: Counts, threshold: Verdict): Status {
  if (counts.failed > 0 || counts.messages === 0) return FAILED
  const flagged = VERDICTS.slice(VERDICTS.indexOf(threshold)).some((verdict) => counts.verdicts[verdict] > 0)
  return flagged ? FLAGGED : OK
}

export function count(counts: Counts, item: Scanned | Missed): void {
  if (item.kind === 'skipped' || item.kind === 'failed') counts[item.kind]++
  else if (item.kind === 'scanned') {
    counts.messages++
    counts.bytes += item.size
    counts.verdicts[item.verdict]++
  }
}
