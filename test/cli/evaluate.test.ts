import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../helpers/build.ts'
import { backstamp } from '../helpers/cli.ts'
import { scratch } from '../helpers/scratch.ts'

const CORPUS = join(ROOT, 'corpus')
const LABELS = join(CORPUS, 'labels.tsv')

const folders: { remove(): void }[] = []
function folder(files: Record<string, string>): string {
  const made = scratch(files)
  folders.push(made)
  return made.dir
}
afterAll(() => {
  for (const made of folders) made.remove()
})

const mail = (subject: string): string => `From: ann@example.com\r\nSubject: ${subject}\r\n\r\nSee you.\r\n`
const TABLE = 'path\tstratum\tprizeLure\na.eml\tham\t0\nb.eml\tham\t0\nc.eml\tham\t\n'

describe('backstamp evaluate', () => {
  it('prints a table for people', async () => {
    const { stdout, stderr, status } = await backstamp(['evaluate', CORPUS])
    expect(stdout).toMatch(
      /^\d+ labelled messages in \d+ groups, the largest of \d+\nmodel counts \S+, as it is\n/,
    )
    for (const text of ['headersRemoved', 'recall', 'ROC AUC', 'Brier', 'suspicious', 'filler/hidden-text'])
      expect(stdout).toContain(text)
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })

  it('prints json, the same but for the time that checks took', async () => {
    const runs = await Promise.all([0, 1].map(() => backstamp(['evaluate', '--format', 'json', CORPUS])))
    const [one, other] = runs.map(({ stdout }) => JSON.parse(stdout))
    for (const run of [one, other]) for (const check of run.checks) delete check.microseconds
    expect(one).toEqual(other)
    expect(one.method).toEqual({
      model: expect.stringMatching(/^counts /),
      corpora: [expect.stringMatching(/^[0-9a-f]{12}$/)],
      fittedOn: 0,
      fittedElsewhere: expect.any(Number),
      missing: 0,
    })
    expect(one.questions.headersRemoved.recall.of).toBeGreaterThan(10)
  })

  it('takes the table of labels apart from the messages, and messages one by one', async () => {
    const dir = folder({ 'x/labels.tsv': TABLE, 'y/a.eml': mail('a'), 'y/b.eml': mail('b') })
    const counted = async (...paths: string[]) => {
      const args = ['evaluate', '--format', 'json', '--labels', 'x/labels.tsv', ...paths]
      const { messages, method } = JSON.parse((await backstamp(args, { cwd: dir })).stdout)
      return [messages, method.missing]
    }
    expect(await counted('y')).toEqual([2, 0])
    expect(await counted('y/a.eml')).toEqual([1, 1])
    expect(await counted('y/a.eml', 'y/b.eml')).toEqual([2, 0])
  })

  it('cross-validates where the model was fitted on these labels', async () => {
    const dir = folder({ 'labels.tsv': TABLE, 'a.eml': mail('a'), 'b.eml': mail('b') })
    const model = JSON.parse(readFileSync(join(ROOT, 'src/scoring/model.json'), 'utf8'))
    const first = JSON.parse((await backstamp(['evaluate', '--format', 'json', dir])).stdout)
    writeFileSync(join(dir, 'own.json'), JSON.stringify({ ...model, corpora: first.method.corpora }))
    const folds = async (...args: string[]) =>
      JSON.parse((await backstamp(['evaluate', '--format', 'json', ...args, dir], { cwd: dir })).stdout)
        .method.folds
    expect(await folds()).toBeUndefined()
    expect(await folds('--cross-validate', '--folds', '3')).toBe(3)
    expect(await folds('--model', 'own.json')).toBe(10)
    expect(await folds('--model', 'own.json', '--no-cross-validate')).toBeUndefined()
  })

  it('draws a plot', async () => {
    const dir = folder({})
    await backstamp(['evaluate', '--plot', 'plot.svg', CORPUS], { cwd: dir })
    expect(readFileSync(join(dir, 'plot.svg'), 'utf8')).toContain('</svg>')
  })
})

describe('exit status', () => {
  it('is 1 where it got significantly worse than the baseline, else 0', async () => {
    const dir = folder({})
    await backstamp(['evaluate', '--format', 'json', '-o', 'good.json', CORPUS], { cwd: dir })
    const good = JSON.parse(readFileSync(join(dir, 'good.json'), 'utf8'))
    const model = JSON.parse(readFileSync(join(ROOT, 'src/scoring/model.json'), 'utf8'))
    for (const question of Object.values(model.questions) as { prior: number }[]) question.prior = -400
    writeFileSync(join(dir, 'blind.json'), JSON.stringify(model))
    const compare = (...args: string[]) =>
      backstamp(['evaluate', '--baseline', 'good.json', ...args, CORPUS], { cwd: dir })
    const same = await compare()
    expect(same.status).toBe(0)
    expect(same.stdout).not.toContain('WORSE')
    const blind = await compare('--model', 'blind.json')
    expect(blind.status).toBe(1)
    expect(blind.stdout).toMatch(/headersRemoved found .* WORSE$/m)
    expect(good.comparison).toBeUndefined()
  })

  it.each<[string[], string]>([
    [['evaluate'], 'nothing to evaluate'],
    [['evaluate', '--folds', '1', CORPUS], '--folds must be an integer between 2 and 100, not 1'],
    [['evaluate', '--format', 'csv', CORPUS], '--format must be one of table, json, not csv'],
    [['evaluate', '--cross-validate', '--no-cross-validate', CORPUS], 'exclude each other'],
    [['evaluate', '--limit', 'parts=0', CORPUS], 'limits.parts must be an integer'],
    [['evaluate', join(ROOT, 'src')], 'labels.tsv: no such file or folder'],
    [['evaluate', '--labels', join(ROOT, 'package.json')], 'line 1: the header row must begin with path'],
    [['evaluate', '--labels', LABELS, 'no/such'], 'no/such: no such file or folder'],
    [['evaluate', '--labels', LABELS, ROOT], 'no labelled message is there'],
    [['evaluate', '--model', LABELS, CORPUS], 'labels.tsv: is no JSON'],
    [['evaluate', '--model', join(ROOT, 'package.json'), CORPUS], 'package.json: has no questions'],
    [['evaluate', '--baseline', join(ROOT, 'package.json'), CORPUS], 'package.json: has no answers'],
    [['evaluate', '--plot', '/no/such/plot.svg', CORPUS], '/no/such/plot.svg: cannot be written'],
  ])('of %j is 2: %s', async (args, complaint) => {
    const { stderr, status } = await backstamp(args)
    expect(stderr).toContain(complaint)
    expect(stderr).not.toContain('    at ')
    expect(status).toBe(2)
  })
})
