#!/usr/bin/env node
// Whether a change made backstamp slower: builds a base commit beside the change and runs both in alternation.
//
//   npm run bench:ci -- [--base COMMIT] [--mix NAME|FOLDER]... [--real FOLDER] [--rounds N] [--processes N] [--tolerance SHARE]
//     [--json FILE]
//
// The base is where the branch left main; on main itself, the commit before. What is compared is processor time, by its ratio in
// the same round; see verdict.mjs for what counts as slower. Exit status 1: something is, 2: it could not run.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { MIXES } from './mixes.mjs'
import { compareTimes, TOLERANCE } from './verdict.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({
  options: {
    base: { type: 'string' },
    mix: { type: 'string', multiple: true, default: MIXES },
    real: { type: 'string' },
    rounds: { type: 'string', default: '6' },
    processes: { type: 'string', default: '4' },
    tolerance: { type: 'string', default: String(TOLERANCE) },
    json: { type: 'string', default: join(ROOT, '.cache/bench-ci.json') },
  },
})
const tolerance = Number(values.tolerance)

const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim()

let slower = 0
try {
  const base = baseCommit()
  const tree = checkOut(base)
  process.on('exit', () => remove(tree))
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(2))
  const result = measure(tree)
  const rows = result.rows.map(({ mix, task, processes }) => ({
    mix,
    task,
    ...compareTimes(processes, tolerance),
    processes,
  }))
  slower = rows.filter(({ verdict }) => verdict === 'slower').length
  showRows(base, rows)
  showChecks(result.checks)
  const written = { node: process.version, base, change: git('rev-parse', 'HEAD'), tolerance, rows }
  writeFileSync(values.json, `${JSON.stringify({ ...written, checks: result.checks }, null, 2)}\n`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(2)
}
process.exitCode = slower > 0 ? 1 : 0

function baseCommit() {
  if (values.base) return git('rev-parse', '--verify', `${values.base}^{commit}`)
  const head = git('rev-parse', 'HEAD')
  const main = ['origin/main', 'main'].find((name) => {
    try {
      return git('rev-parse', '--verify', '--quiet', name)
    } catch {
      return false
    }
  })
  const fork = main ? git('merge-base', main, 'HEAD') : head
  // what is not committed yet is a change too
  if (fork !== head || git('status', '--porcelain', '--untracked-files=no') !== '') return fork
  return git('rev-parse', 'HEAD~1')
}

/** A tree of the commit, built. */
function checkOut(commit) {
  const tree = join(mkdtempSync(join(tmpdir(), 'backstamp-base-')), 'tree')
  git('worktree', 'add', '--quiet', '--detach', tree, commit)
  const npm = (...args) => execFileSync('npm', args, { cwd: tree, stdio: ['ignore', 'ignore', 'inherit'] })
  try {
    const lock = (root) => readFileSync(join(root, 'package-lock.json'), 'utf8')
    if (lock(tree) === lock(ROOT)) symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'))
    else npm('ci', '--silent')
    npm('run', '--silent', 'build', '--', '--silent')
  } catch (error) {
    remove(tree)
    throw error
  }
  return tree
}

function remove(tree) {
  git('worktree', 'remove', '--force', tree)
  rmSync(join(tree, '..'), { recursive: true, force: true })
}

/** Times by mix and task, from several processes one after another. */
function measure(tree) {
  const rows = new Map()
  const checks = new Map()
  for (let i = 0; i < Number(values.processes); i++) {
    const given = { ...values, base: tree, change: ROOT, first: i % 2 === 0 ? 'base' : 'change' }
    const script = fileURLToPath(new URL('pairs.mjs', import.meta.url))
    const printed = execFileSync(process.execPath, [script, JSON.stringify(given)], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const one = JSON.parse(printed)
    for (const { mix, task, rounds } of one.rows) {
      const key = `${mix} ${task}`
      if (!rows.has(key)) rows.set(key, { mix, task, processes: [] })
      rows.get(key).processes.push(rounds)
    }
    for (const { id, base, change } of one.checks) {
      if (!checks.has(id)) checks.set(id, { id, base: [], change: [] })
      checks.get(id).base.push(base)
      checks.get(id).change.push(change)
    }
  }
  const least = (list) => (list.includes(null) ? null : Math.min(...list))
  return {
    rows: [...rows.values()],
    checks: [...checks.values()].map(({ id, base, change }) => ({
      id,
      base: least(base),
      change: least(change),
    })),
  }
}

function showRows(base, rows) {
  console.log(`Processor time of the change by that of ${base.slice(0, 12)}: above 1 it is slower.\n`)
  console.log('mix           task              ratio   99 % between')
  for (const { mix, task, ratio, low, high, verdict } of rows)
    console.log(
      `${mix.padEnd(14)}${task.padEnd(16)}${ratio.toFixed(3).padStart(7)}   ${low.toFixed(3)} and ${high.toFixed(3)}${verdict === 'same' ? '' : `   ${verdict.toUpperCase()}`}`,
    )
}

function showChecks(checks) {
  const cell = (value) => (value === null ? '-' : value.toFixed(2)).padStart(9)
  console.log('\nMicroseconds a message that each check takes, least of all processes\n')
  console.log(`${'check'.padEnd(46)}     base   change`)
  for (const { id, base, change } of checks.toSorted((a, b) => (b.change ?? 0) - (a.change ?? 0)))
    console.log(`${id.padEnd(46)}${cell(base)}${cell(change)}`)
}
