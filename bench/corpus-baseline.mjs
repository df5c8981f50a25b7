/** The answers of an evaluation as a file, and what changed since. */
import { createHash } from 'node:crypto'

export const QUESTIONS = ['headersRemoved', 'headersForged', 'hiddenFiller', 'prizeLure']

/** Chance that any comparison is called worse where nothing is (Holm 1979). */
const LEVEL = 0.05

export function groupBy(items, keyOf) {
  const groups = new Map()
  for (const item of items) {
    const key = keyOf(item)
    const own = groups.get(key)
    if (own) own.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** Paths of mail that may not be published stay out of the repository. */
function keyOf({ id }) {
  return createHash('sha256').update(id).digest('hex').slice(0, 12)
}

/** An answer as the baseline has it: 0 and 1 are labels that were answered so, `f` is a false alarm, `m` a miss. */
function letterOf({ label, probability }) {
  const yes = probability >= 0.5
  if (yes === (label === 1)) return String(label)
  return yes ? 'f' : 'm'
}
const LABEL_OF = { 0: 0, f: 0, 1: 1, m: 1 }

/** A line a message; of made variants only those that are answered wrong, since the rest can be made again. */
export function baselineText(answers) {
  const lines = [...groupBy(answers, keyOf)].flatMap(([key, own]) => {
    const letters = QUESTIONS.map((question) => {
      const answer = own.find((one) => one.question === question)
      return answer ? letterOf(answer) : '.'
    }).join('')
    return own[0].made && !/[fm]/.test(letters) ? [] : [`${key}\t${letters}`]
  })
  return (
    '# Written by npm run evaluate:corpus -- --accept. A hash of the path of a labelled message, and a letter for each of\n' +
    `# ${QUESTIONS.join(', ')}: 0 and 1 right, f a false alarm, m missed, . no label.\n` +
    `${lines.sort().join('\n')}\n`
  )
}

/** What letter a baseline has for an answer; undefined where it has none. */
function readBaseline(text) {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const known = new Map(lines.map((line) => line.split('\t')))
  return (answer) => {
    const letter = known.get(keyOf(answer))?.[QUESTIONS.indexOf(answer.question)]
    return letter === undefined && answer.made ? String(answer.label) : letter
  }
}

/**
 * Compares answers with a baseline: by question, label and stratum, in how many campaigns more messages are right than before
 * and in how many fewer. Answers under another label, and new ones, are left out. `significant` is true where more campaigns
 * got worse than better by more than chance, all comparisons together held to 5 %.
 * @param mcnemar the exact test, which is the package's own.
 */
export function compareWithBaseline(answers, text, mcnemar) {
  const before = readBaseline(text)
  const known = answers.filter((answer) => LABEL_OF[before(answer)] === answer.label)
  const changed = known.flatMap((answer) => {
    const now = letterOf(answer)
    return now === before(answer) ? [] : [{ ...answer, change: now === String(answer.label) ? 1 : -1 }]
  })
  const byStratum = groupBy(changed, ({ question, label, stratum }) => `${question}\t${label}\t${stratum}`)
  const rows = [...byStratum.values()].map((messages) => {
    const [{ question, label, stratum }] = messages
    const sums = [...groupBy(messages, ({ group }) => group).values()].map((of) =>
      of.reduce((sum, { change }) => sum + change, 0),
    )
    const better = sums.filter((sum) => sum > 0).length
    const worse = sums.filter((sum) => sum < 0).length
    return {
      question,
      label,
      stratum,
      better,
      worse,
      p: mcnemar(better, worse),
      messages,
      significant: false,
    }
  })
  rows.sort((a, b) => a.p - b.p)
  for (const [i, row] of rows.entries()) {
    if (row.p > LEVEL / (rows.length - i)) break
    row.significant = row.worse > row.better
  }
  return { compared: known.length, fresh: answers.length - known.length, changed: changed.length, rows }
}
