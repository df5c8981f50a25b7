/** The model: what each finding weighs, with the counts it comes from. Fitted by `npm run fit`, never by hand. */
import { QUESTIONS, type Question } from '../schema.ts'
import { requireObject } from '../util/arguments.ts'
import data from './model.json' with { type: 'json' }

/** How often a finding was met on labelled mail. */
export interface Weight {
  /** log2 of the likelihood ratio; where it hangs on an amount, that of the greatest one. */
  bits: number
  /**
   * By amount: from which on, ascending, what it weighs then, the campaigns that have about so much, and the honest sources that
   * have so much or more. Less than the first weighs nothing.
   */
  steps?: [least: number, bits: number, campaigns: number, sources: number][]
  /** Messages with the finding, of all messages labelled 1. */
  positives: [found: number, of: number]
  /** Messages with the finding, of all messages labelled 0. */
  negatives: [found: number, of: number]
  /** The same by kind of mail, those left out in which no message has it: the index in the question's `kinds`. */
  kinds?: [kind: number, positives: number, negatives: number][]
}

export interface QuestionModel {
  /** log2 of the odds before a message is looked at: the share among the labelled messages, or a stated guess. */
  prior: number
  /** By evidence group: bits that are added where no check of the group found anything; not above 0. */
  absent: Record<string, number>
  /** What part of their bits evidence groups add, the heaviest group first; those behind the last add nothing. All of it for
   * every group where it is not there. */
  discount?: number[]
  /** Campaigns, and honest sources, that the counts of amounts are of. */
  counted?: { campaigns: number; sources: number }
  /** Features with which the answer stays below even, whatever else a finding has. */
  gates?: string[]
  /** What calibration made of the bits that the counts give: `slope` times, and `offset` added to the prior. */
  calibration?: { slope: number; offset: number }
  /** Kinds of labelled mail, with the messages labelled 1 and those labelled 0. */
  kinds?: [kind: string, positives: number, negatives: number][]
  /** By `group/id:grade` of a finding, and by `group/id` for findings without a grade; cells and features
   * of findings stand in place of grades. */
  weights: Record<string, Weight>
}

export interface Model {
  /** Name and date. */
  id: string
  /** What it was fitted on: the first 12 hex digits of the SHA-256 of each table of labels. */
  corpora?: string[]
  questions: Record<Question, QuestionModel>
}

/** @throws TypeError naming what of a model is not there. */
export function requireModel(model: Model): Model {
  requireObject(model, 'model')
  for (const question of QUESTIONS) {
    const { prior, weights, absent } = model.questions?.[question] ?? {}
    if (typeof prior !== 'number' || typeof weights !== 'object' || typeof absent !== 'object')
      throw new TypeError(`model.questions.${question} must have prior, weights and absent`)
  }
  return model
}

export const MODEL = data as unknown as Model
