import type { Severity, Verdict } from '../schema.ts'

/** Terminal styling. Each function returns the text as it is where colour is off. */
export interface Style {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  green(text: string): string
  yellow(text: string): string
  cyan(text: string): string
}

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
}

/** Whether to colour: `NO_COLOR` (https://no-color.org) wins over `FORCE_COLOR`, which wins over the terminal. */
export function wantsColour(env: Record<string, string | undefined>, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return isTerminal && env.TERM !== 'dumb'
}

export function createStyle(enabled: boolean): Style {
  const style = {} as Record<string, (text: string) => string>
  for (const [name, [on, off]] of Object.entries(CODES))
    style[name] = enabled ? (text) => `\x1b[${on}m${text}\x1b[${off}m` : (text) => text
  return style as unknown as Style
}

export const VERDICT_COLOUR = {
  clean: 'green',
  suspicious: 'yellow',
  hostile: 'red',
} as const satisfies Record<Verdict, keyof Style>

export const SEVERITY_COLOUR = {
  info: 'dim',
  low: 'cyan',
  medium: 'yellow',
  high: 'red',
} as const satisfies Record<Severity, keyof Style>
