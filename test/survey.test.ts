import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { createContractSurvey } from '../src/survey.ts'
import { ROOT } from './helpers/build.ts'

const FOLDER = join(ROOT, 'corpus/messages')
const read = (path: string) => readFileSync(join(FOLDER, path))

/** A survey over copies of a message, with one that differs. */
function surveyOf(path: string, times: number, other?: Uint8Array) {
  const survey = createContractSurvey()
  for (let i = 0; i < times; i++) survey.add(read(path))
  if (other) survey.add(other)
  return survey.contracts('2026-01-01', ['test'])
}

it('counts fields by way, and rules by whether they held', () => {
  const [exchange] = surveyOf('campaign/intact.eml', 40, read('campaign/without-04-received.eml'))
  expect(exchange.operator).toBe('exchange-online')
  expect(exchange.paths.map(({ side, path, messages }) => [side, path, messages])).toEqual([
    ['recipient', 'consumer', 41],
    ['sender', 'relay', 41],
  ])
  const sender = exchange.paths[1]
  expect(sender.fields.received).toBe(40)
  expect(sender.fields['received-spf']).toBe(41)
  expect(exchange.invariants['route/handover-without-origin']).toEqual([40, 41])
  expect(exchange.invariants['authentication/entrance-verdict-missing']).toEqual([41, 41])
})

it('lists fields in the order in which they stand', () => {
  const [exchange] = surveyOf('campaign/intact.eml', 12)
  const names = Object.keys(exchange.paths[1].fields)
  const order = ['arc-seal', 'received', 'x-forefront-antispam-report']
  expect(names.filter((name) => order.includes(name))).toEqual(order)
})

it('leaves out ways that too few messages went', () => {
  expect(surveyOf('campaign/intact.eml', 9)).toEqual([])
})

it('never says removed of an operator that it has not seen', () => {
  const survey = createContractSurvey()
  for (const file of readdirSync(join(FOLDER, 'ordinary')))
    for (let i = 0; i < 40; i++) survey.add(read(`ordinary/${file}`))
  const contracts = survey
    .contracts('2026-01-01', ['test'])
    .filter(({ operator }) => operator !== 'exchange-online')
  const analyzer = createAnalyzer({ contracts })
  for (const file of readdirSync(join(FOLDER, 'campaign'))) {
    const { findings, expected } = analyzer.analyze(read(`campaign/${file}`))
    expect(findings.filter(({ question }) => question === 'headersRemoved')).toEqual([])
    expect(expected.map(({ answer }) => answer)).not.toContain('removed')
  }
})
