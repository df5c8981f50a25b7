import { spawn } from 'node:child_process'
import { Readable, Writable } from 'node:stream'
import { runCommandLine } from '../../src/cli/run.ts'
import { MAIN } from './package.ts'

export interface Run {
  stdout: string
  stderr: string
  status: number | null
}

interface RunOptions {
  cwd?: string
  input?: string | Uint8Array
  env?: Record<string, string>
}

/** Bytes of standard input that come at once, as from a pipe. */
const CHUNK = 1 << 16

function* chunksOf(input: string | Uint8Array): Generator<Buffer> {
  const bytes = Buffer.from(input as Uint8Array)
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK)
}

/** Variables of a run, in which nothing is said of colour unless the test does. */
const variables = (env: Record<string, string> = {}) => ({
  ...process.env,
  NO_COLOR: '',
  FORCE_COLOR: '',
  ...env,
})

function collecting(): { stream: Writable; text(): string } {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk)
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString() }
}

/** Runs the command line with these arguments, in this process: one run at a time where a folder is given. */
export async function backstamp(
  args: readonly string[],
  { cwd, input = '', env }: RunOptions = {},
): Promise<Run> {
  const [stdout, stderr] = [collecting(), collecting()]
  const before = process.cwd()
  if (cwd !== undefined) process.chdir(cwd)
  try {
    const status = await runCommandLine(args, {
      stdin: Readable.from(chunksOf(input)),
      stdout: stdout.stream,
      stderr: stderr.stream,
      env: variables(env),
    })
    return { stdout: stdout.text(), stderr: stderr.text(), status }
  } finally {
    process.chdir(before)
  }
}

/** Runs the built program with these arguments. */
export function program(args: readonly string[], { cwd, input, env }: RunOptions = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: variables(env) })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.stdin.on('error', () => {})
    child.on('error', reject)
    child.on('close', (status) =>
      resolve({ stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), status }),
    )
    child.stdin.end(input)
  })
}
