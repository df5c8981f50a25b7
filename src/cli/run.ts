/** The command line, apart from the process that it runs in. */
import { existsSync } from 'node:fs'
import { escapeText } from '../report/index.ts'
import { VERSION } from '../version.ts'
import { campaignsCommand } from './campaigns.ts'
import { dmarcCommand } from './dmarc.ts'
import { evaluateCommand } from './evaluate.ts'
import { explainCommand } from './explain.ts'
import { type Command, FAILED, InputError, type Io, OK, type Status, UsageError } from './io.ts'
import { HELP_OPTION, type OptionTable, optionHelp, parseOptions, suggest } from './options.ts'
import { scanCommand } from './scan.ts'
import { tenantCommand } from './tenant.ts'

const COMMANDS: Record<string, Command> = {
  scan: scanCommand,
  explain: explainCommand,
  campaigns: campaignsCommand,
  tenant: tenantCommand,
  evaluate: evaluateCommand,
  dmarc: dmarcCommand,
}

const OPTIONS = {
  version: { short: 'V', help: 'Show the version.' },
  ...HELP_OPTION,
} as const satisfies OptionTable

const help = `Usage: backstamp COMMAND [OPTION]... [PATH]...

Email header forensics: which trace and authentication headers were removed or forged, what the
body hides, and the bytes each finding rests on. Works offline.

Commands:
${Object.entries(COMMANDS)
  .map(([name, command]) => `  ${name.padEnd(11)}${command.summary}`)
  .join('\n')}

Options:
${optionHelp(OPTIONS)}

Try: backstamp scan FOLDER, backstamp explain message.eml, backstamp scan --help
Exit status: 0 nothing flagged, 1 something flagged, 2 could not run.
`

/** Runs one command line. Never rejects: what goes wrong is said on `io.stderr`. */
export async function runCommandLine(args: readonly string[], io: Io): Promise<Status> {
  const [name = '', ...rest] = args
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  const complain = (text: string, hint: string): Status => {
    io.stderr.write(`backstamp${command ? ` ${name}` : ''}: ${escapeText(text)}\n${hint}`)
    return FAILED
  }
  try {
    if (command) {
      const words = rest.indexOf('--') < 0 ? rest : rest.slice(0, rest.indexOf('--'))
      if (words.includes('--help') || words.includes('-h')) {
        io.stdout.write(command.help)
        return OK
      }
      return await command.run(rest, io)
    }
    const { switches, positionals } = parseOptions(args, OPTIONS)
    if (positionals.length > 0) {
      const hint = existsSync(positionals[0])
        ? ` (did you mean backstamp scan ${positionals[0]}?)`
        : suggest(positionals[0], Object.keys(COMMANDS))
      throw new UsageError(`unknown command ${positionals[0]}${hint}`)
    }
    if (switches.has('version')) io.stdout.write(`${VERSION}\n`)
    else if (switches.has('help')) io.stdout.write(help)
    else throw new UsageError('no command given')
    return OK
  } catch (error) {
    if (error instanceof UsageError)
      return complain(error.message, `Try: backstamp ${command ? `${name} ` : ''}--help\n`)
    if (error instanceof InputError) return complain(error.message, '')
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return complain('this is a bug in backstamp', `${trace.split('\n').map(escapeText).join('\n')}\n`)
  }
}
