/** What the readers of a date build on: a place in a text, and what is read from there. */
import { isSpace, type Problem, skipCfws } from '../mime/scan.ts'

export interface Cursor {
  readonly text: string
  readonly end: number
  at: number
  problems: Problem[]
}

/** Reads decimal digits; what is beyond nine of them does not count. */
export function readNumber(c: Cursor): number {
  let value = 0
  for (let digits = 0; c.at < c.end; digits++, c.at++) {
    const code = c.text.charCodeAt(c.at)
    if (code < 0x30 || code > 0x39) break
    if (digits < 9) value = value * 10 + code - 0x30
  }
  return value
}

export function problem(c: Cursor, message: string, start: number): void {
  c.problems.push({ message, start, end: Math.max(c.at, start) })
}

/** The code unit at the cursor; 0 at the end. */
export function peek(c: Cursor): number {
  return c.at < c.end ? c.text.charCodeAt(c.at) : 0
}

export function skip(c: Cursor): void {
  c.at = Math.min(skipCfws(c.text, c.at), c.end)
}

/** Skips white space, comments, and the commas, full stops and hyphens that some write between the parts. */
export function skipPunctuation(c: Cursor): void {
  for (let marks = 0; marks < 3; marks++) {
    skip(c)
    const code = peek(c)
    if (code !== 0x2c && code !== 0x2e && code !== 0x2d) return
    c.at++
  }
  skip(c)
}

export function skipBlank(text: string, at: number): number {
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

export function skipWord(c: Cursor): void {
  while (c.at < c.end && isWordCode(peek(c))) c.at++
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

export function isSign(code: number): boolean {
  return code === 0x2b || code === 0x2d
}

export function isLetter(code: number): boolean {
  code |= 32
  return code >= 0x61 && code <= 0x7a
}

export function isWordCode(code: number): boolean {
  return isLetter(code) || code >= 0x80
}

/** Index in `names` of the name at the cursor, whole or cut to three letters or more, and moves after it; else -1. */
export function readName(c: Cursor, names: readonly string[]): number {
  const { text, at } = c
  const one = text.charCodeAt(at) | 32
  const two = text.charCodeAt(at + 1) | 32
  const three = text.charCodeAt(at + 2) | 32
  for (let i = 0; i < names.length; i++) {
    const name = names[i]
    if (name.charCodeAt(0) !== one || name.charCodeAt(1) !== two || name.charCodeAt(2) !== three) continue
    let length = 3
    while (length < name.length && (text.charCodeAt(at + length) | 32) === name.charCodeAt(length)) length++
    if (at + length > c.end || isWordCode(text.charCodeAt(at + length))) return -1
    c.at = at + length
    return i
  }
  return -1
}
