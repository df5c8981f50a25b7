import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Analyzer, type AnalyzerOptions, createAnalyzer } from '../analyzer.ts'
import { DEFAULT_SOURCE_LIMITS, resolveSourceLimits, type SourceLimits } from '../batch/sources/index.ts'
import { DEFAULT_LIMITS } from '../mime/limits.ts'
import { wrap } from '../report/width.ts'
import { UsageError } from './io.ts'

interface Option {
  short?: string
  /** What the value stands for; absent for a switch. */
  value?: string
  /** May be given more than once. */
  multiple?: boolean
  help: string
}

export type OptionTable = Record<string, Option>

/** Switches are `true` where given; the others hold every value in order. */
export interface Parsed {
  switches: ReadonlySet<string>
  values: ReadonlyMap<string, string[]>
  positionals: string[]
}

/** Options that say how messages are read; every command that analyses takes them. */
export const ANALYZER_OPTIONS = {
  'trusted-host': {
    value: 'HOST',
    multiple: true,
    help: 'Trust what this host wrote: a name as in "by", its subdomains included. May be repeated.',
  },
  'trusted-network': {
    value: 'CIDR',
    multiple: true,
    help: 'Trust hand-overs from this address or range, such as 192.0.2.0/24. May be repeated.',
  },
  limit: {
    value: 'NAME=N',
    multiple: true,
    help: 'Set a limit, such as textBytes=8388608. May be repeated.',
  },
} as const satisfies OptionTable

export const HELP_OPTION = { help: { short: 'h', help: 'Show this text.' } } as const satisfies OptionTable

/** How many letters must be added, left out or replaced to get from `a` to `b`. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]
}

/** ` (did you mean X?)` where one of the words is near, else nothing. */
export function suggest(word: string, known: readonly string[], prefix = ''): string {
  let best = ''
  let least = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const steps = candidate.startsWith(word) && word.length > 1 ? 1 : distance(word.slice(0, 40), candidate)
    if (steps < least) {
      least = steps
      best = candidate
    }
  }
  return best === '' ? '' : ` (did you mean ${prefix}${best}?)`
}

/** @throws UsageError naming the option that is unknown, lacks its value, has one too many or is repeated. */
export function parseOptions(args: readonly string[], table: OptionTable): Parsed {
  const { tokens, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(table).map(([name, { short, value }]) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', ...(short ? { short } : {}) },
      ]),
    ),
  })
  const switches = new Set<string>()
  const values = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(table, token.name) ? table[token.name] : undefined
    if (option === undefined) {
      const hint = existsSync(args[token.index])
        ? ` (for the file write ./${args[token.index]})`
        : suggest(token.name, Object.keys(table), '--')
      throw new UsageError(`unknown option ${token.rawName}${hint}`)
    }
    if (option.value === undefined) {
      if (token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`)
      switches.add(token.name)
      continue
    }
    if (token.value === undefined || token.value === '')
      throw new UsageError(`${token.rawName} needs a value: ${option.value}`)
    const given = values.get(token.name) ?? []
    if (given.length > 0 && !option.multiple) throw new UsageError(`${token.rawName} may be given once only`)
    given.push(token.value)
    values.set(token.name, given)
  }
  return { switches, values, positionals }
}

/** The option's value, which must be one of `choices`. */
export function oneOf<T extends string>(
  parsed: Parsed,
  name: string,
  choices: readonly T[],
  otherwise: T,
): T {
  const value = parsed.values.get(name)?.[0]
  if (value === undefined) return otherwise
  if (!(choices as readonly string[]).includes(value))
    throw new UsageError(
      `--${name} must be one of ${choices.join(', ')}, not ${value}${suggest(value, choices)}`,
    )
  return value as T
}

/** The option's value, an integer within bounds. */
export function integer(
  parsed: Parsed,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const value = parsed.values.get(name)?.[0]
  if (value === undefined) return otherwise
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN
  if (!(number >= least && number <= most))
    throw new UsageError(`--${name} must be an integer between ${least} and ${most}, not ${value}`)
  return number
}

/** Those of `--limit` that bound what is unpacked, taken out of the others. */
export function takeSourceLimits(parsed: Parsed): Partial<SourceLimits> {
  const settings = parsed.values.get('limit') ?? []
  const own = settings.filter((setting) => Object.hasOwn(DEFAULT_SOURCE_LIMITS, setting.split('=', 1)[0]))
  settings.splice(0, settings.length, ...settings.filter((setting) => !own.includes(setting)))
  return asOption(() => resolveSourceLimits(limitsOf(own)))
}

const LIMITS = [...Object.keys(DEFAULT_LIMITS), ...Object.keys(DEFAULT_SOURCE_LIMITS)]

/** `--limit` where `known` are the limits that there are, those of what is unpacked aside. */
export function limitsAmong(parsed: Parsed, known: readonly string[]): Record<string, number> {
  return limitsOf(parsed.values.get('limit') ?? [], [...known, ...Object.keys(DEFAULT_SOURCE_LIMITS)])
}

function limitsOf(settings: readonly string[], known: readonly string[] = LIMITS): Record<string, number> {
  const limits: Record<string, number> = {}
  for (const setting of settings) {
    const [, name, number] = /^([^=]+)=(\d+)$/.exec(setting) ?? []
    if (name === undefined) throw new UsageError(`--limit must look like textBytes=8388608, not ${setting}`)
    if (!known.includes(name))
      throw new UsageError(`--limit knows no ${name}${suggest(name, known)}; there are ${known.join(', ')}`)
    limits[name] = Number(number)
  }
  return limits
}

function analyzerOptions(parsed: Parsed): AnalyzerOptions {
  return {
    trustedHosts: parsed.values.get('trusted-host'),
    trustedNetworks: parsed.values.get('trusted-network'),
    limits: limitsOf(parsed.values.get('limit') ?? []),
  }
}

/** An analyzer as {@link ANALYZER_OPTIONS} ask for it. */
export function analyzerFrom(parsed: Parsed): Analyzer {
  return withOptions(parsed, createAnalyzer)
}

/** Makes something of {@link ANALYZER_OPTIONS}. @throws UsageError where one of them is wrong. */
export function withOptions<T>(parsed: Parsed, make: (options: AnalyzerOptions) => T): T {
  const options = analyzerOptions(parsed)
  return asOption(() => make(options))
}

/** @throws UsageError where what is made of an option throws TypeError or RangeError. */
export function asOption<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw new UsageError(error.message)
    throw error
  }
}

const HELP_WIDTH = 100

/** The options of a table as lines of a help text. */
export function optionHelp(table: OptionTable): string {
  const rows = Object.entries(table).map(([name, { short, value, help }]) => [
    `  ${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`,
    help,
  ])
  const indent = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows
    .flatMap(([left, help]) =>
      wrap(help, HELP_WIDTH - indent).map((line, i) => (i === 0 ? left : '').padEnd(indent) + line),
    )
    .join('\n')
}
