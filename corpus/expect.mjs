#!/usr/bin/env node
// Writes corpus/expected.json: what the report of every message must say, in short. Read the difference before you commit it.
//
//   npm run expect
import { readFileSync, writeFileSync } from 'node:fs'
import { createAnalyzer } from '../dist/index.js'
import { gist } from './gist.mjs'

const corpus = new URL('./', import.meta.url)
const analyzer = createAnalyzer()
const [, ...rows] = readFileSync(new URL('labels.tsv', corpus), 'utf8').trim().split('\n')
const lines = rows.map((row) => {
  const path = row.split('\t')[0]
  const report = analyzer.analyze(readFileSync(new URL(path, corpus)))
  return `${JSON.stringify(path)}: ${JSON.stringify(gist(report))}`
})
writeFileSync(new URL('expected.json', corpus), `{\n${lines.join(',\n')}\n}\n`)
