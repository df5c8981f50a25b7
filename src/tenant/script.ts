/** Commands in PowerShell scripts and notes that make or change mail flow rules and inbound connectors. */
import { latin1 } from '../mime/bytes.ts'
import { connectorOfParameters } from './connector.ts'
import type { TenantLimits } from './limits.ts'
import { type Command, readCommand } from './powershell.ts'
import type { Found, Reading } from './reading.ts'
import { decode, type SourceText } from './source-text.ts'
import { ruleOfParameters } from './transport-rule.ts'

const COMMAND = /(?:New|Set)-(?:TransportRule|InboundConnector)(?![\w-])/gi
/** What may stand before the name of a command. */
const BEFORE = /[\s;|{(=&>]/

export function* scriptRecords(text: SourceText, limits: TenantLimits): Generator<Found> {
  const { start, end } = text
  if (end - start > limits.recordBytes) {
    yield { start, end, unread: `more than ${limits.recordBytes} bytes (limit recordBytes)` }
    return
  }
  const { script, byteAt } = scriptOf(text)
  const outside = createQuotes(script)
  const names = Array.from(script.matchAll(COMMAND), ({ index }) => index)
  const ends = endsOf(script, names)
  let found = false
  let last = 0
  for (const [i, index] of names.entries()) {
    if (index < last || (index > 0 && !BEFORE.test(script[index - 1])) || !outside(index)) continue
    const command = readCommand(script.slice(index, ends[i]))
    last = index + command.end
    outside(last, true)
    // the name alone, as where somebody asks whether there is such a command
    if (Object.keys(command.parameters).length === 0 && !command.splatted) continue
    found = true
    yield { start: byteAt(index), end: byteAt(last), ...readingOf(command) }
  }
  if (!found) yield { start, end, unread: 'no form of file that is read' }
}

/** Blanks before a command that begins a line. */
const INDENT = 64

function startsLine(script: string, index: number): boolean {
  return /(?:^|\n)[ \t]*$/.test(script.slice(Math.max(0, index - INDENT), index))
}

/** Of each command where it ends at the latest: at the next that begins a line, whatever quotation mark is missing. */
function endsOf(script: string, names: readonly number[]): number[] {
  const ends = names.map(() => script.length)
  for (let i = names.length - 2; i >= 0; i--) {
    const next = names[i + 1]
    ends[i] = startsLine(script, next) ? next : ends[i + 1]
  }
  return ends
}

function readingOf({ name, parameters, splatted }: Command): Reading {
  if (Object.keys(parameters).length === 0)
    return { unread: 'a command with its parameters in a variable, not read' }
  const makes = /^new/i.test(name)
  const read = /rule$/i.test(name) ? ruleOfParameters : connectorOfParameters
  const record = read(parameters)
  // what is made acts unless the command says otherwise
  if (makes) record.enabled ??= true
  else record.partial = true
  return { record, unread: splatted ? 'more parameters in a variable, not read' : undefined }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A script as text, and the byte that a place in it stands at; places are to be asked for in order. */
function scriptOf(text: SourceText): { script: string; byteAt(index: number): number } {
  const { bytes, width, start, end } = text
  if (width === 2) return { script: decode(text, start, end), byteAt: (index) => start + 2 * index }
  let script: string
  try {
    script = UTF8.decode(bytes.subarray(start, end))
  } catch {
    // in the code page of some machine: what matters is ASCII
    return { script: latin1(bytes, start, end), byteAt: (index) => start + index }
  }
  let at = 0
  let byte = start
  return {
    script,
    byteAt(index) {
      for (; at < index; at++) byte += utf8Length(script.charCodeAt(at))
      return byte
    },
  }
}

/** Half of a pair of surrogates is two of its four bytes. */
function utf8Length(code: number): number {
  if (code < 0x80) return 1
  return code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3
}

/**
 * Says whether a place of the script is outside of comments and of quotation marks of its line. Places are to be asked for in
 * order; `anew` begins there, at the end of a command.
 */
function createQuotes(script: string): (index: number, anew?: boolean) => boolean {
  let at = 0
  let quote = ''
  let comment = false
  let block = false
  return (index, anew = false) => {
    if (anew) {
      at = index
      quote = ''
      comment = block = false
      return true
    }
    for (; at < index; at++) {
      const char = script[at]
      if (block) block = !(char === '#' && script[at + 1] === '>')
      else if (char === '\n') {
        quote = ''
        comment = false
      } else if (comment) continue
      else if (quote !== '') {
        if (char === quote) quote = ''
      } else if (char === '#') {
        block = script[at - 1] === '<'
        comment = !block
      } else if (char === '"' || (char === "'" && !/\w/.test(script[at - 1] ?? ' '))) quote = char
    }
    return !block && !comment && quote === ''
  }
}
