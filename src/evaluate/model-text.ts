import type { Model } from '../scoring/model.ts'

/** A model as JSON text, indented, with each list of numbers on one line. */
export function modelText(model: Model): string {
  const text = JSON.stringify(model, null, 1)
  return `${text.replaceAll(/\[[^[\]{}]*\]/g, (list) => list.replaceAll(/\s+/g, ' ').replaceAll('[ ', '[').replaceAll(' ]', ']'))}\n`
}
