/** JUnit XML, as CI servers read it: a test case a message, that fails from the `--fail-on` verdict on. */
import { type Report, VERDICTS, type Verdict } from '../schema.ts'
import { escapeText } from './escape.ts'
import { LISTED, safe } from './page.ts'
import { topFinding } from './top-finding.ts'
import type { ReportWriter, WriterOptions } from './writer.ts'

/** Test cases that are held back, since the head of a suite says how many there are. */
const MOST_HELD = 10_000

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
// control characters and lone surrogates are written out by then; these two are the others that XML forbids
const FORBIDDEN: Record<string, string> = { '\ufffe': '\\u{fffe}', '\uffff': '\\u{ffff}' }

/** Text that is {@link escapeText}'s as characters of an XML document. */
const xml = (text: string): string =>
  text.replace(/[&<>"'\ufffe\uffff]/g, (character) => ENTITIES[character] ?? FORBIDDEN[character])

interface Place {
  folder: string
  name: string
}

function placeOf(path: string): Place {
  const cut = path.lastIndexOf('/')
  return cut < 0
    ? { folder: '.', name: path }
    : { folder: path.slice(0, cut) || '/', name: path.slice(cut + 1) }
}

function failureOf(report: Report): string {
  const { verdict, score, findings, engine } = report
  const top = topFinding(report)
  const message = `${verdict}, score ${score} of 100${top ? `: ${safe(top.summary)}` : ''}`
  const lines = findings.slice(0, LISTED).map(({ check, bits, summary, evidence }) => {
    const [first] = evidence
    const place = first ? `, bytes ${first.start}-${first.end}` : ''
    return `${check} (${bits} bits${place}): ${safe(summary)}`
  })
  if (findings.length > LISTED) lines.push(`and ${findings.length - LISTED} more findings`)
  lines.push(`backstamp ${engine.version}, model ${engine.model}`)
  return `<failure type="${verdict}" message="${xml(message)}">${xml(lines.join('\n'))}</failure>`
}

export function junitWriter({ failOn = 'hostile' }: WriterOptions = {}): ReportWriter {
  const failing: readonly Verdict[] = VERDICTS.slice(VERDICTS.indexOf(failOn))
  let folder: string | undefined
  let cases: string[] = []
  let counts = { failures: 0, errors: 0, skipped: 0 }

  /** What is held as a suite; nothing where nothing is held. */
  const flush = (): string => {
    if (folder === undefined || cases.length === 0) return ''
    const { failures, errors, skipped } = counts
    const head = `<testsuite name="${xml(escapeText(folder))}" tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}">`
    const suite = `${head}\n${cases.join('\n')}\n</testsuite>\n`
    cases = []
    counts = { failures: 0, errors: 0, skipped: 0 }
    return suite
  }
  /** One more case, after the suites before it where it is of another folder. */
  const add = (path: string, kind: keyof typeof counts | undefined, outcome: string): string => {
    const place = placeOf(path)
    const before = place.folder !== folder || cases.length >= MOST_HELD ? flush() : ''
    folder = place.folder
    if (kind) counts[kind]++
    const names = `classname="${xml(escapeText(folder))}" name="${xml(escapeText(place.name))}"`
    cases.push(`<testcase ${names}${outcome === '' ? '/>' : `>${outcome}</testcase>`}`)
    return before
  }

  return {
    begin: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="backstamp">\n',
    entry(path, report) {
      const fails = failing.includes(report.verdict)
      return add(path, fails ? 'failures' : undefined, fails ? failureOf(report) : '')
    },
    missed(path, kind, reason) {
      const text = xml(escapeText(reason))
      return kind === 'failed'
        ? add(path, 'errors', `<error type="not readable" message="${text}"/>`)
        : add(path, 'skipped', `<skipped message="${text}"/>`)
    },
    end: () => `${flush()}</testsuites>\n`,
  }
}
