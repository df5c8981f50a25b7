/** A label of one message and what was said of it. */
export interface CorpusAnswer {
  /** The path, or what a made variant is known by. */
  id: string
  /** The campaign. */
  group: string
  question: string
  label: 0 | 1
  /** 0 to 1. */
  probability: number
  stratum: string
  made?: boolean
}

export interface StratumChange {
  question: string
  label: 0 | 1
  stratum: string
  /** Campaigns. */
  better: number
  worse: number
  p: number
  significant: boolean
  messages: (CorpusAnswer & { change: 1 | -1 })[]
}

export const QUESTIONS: string[]
export function baselineText(answers: readonly CorpusAnswer[]): string
export function compareWithBaseline(
  answers: readonly CorpusAnswer[],
  text: string,
  mcnemar: (better: number, worse: number) => number,
): { compared: number; fresh: number; changed: number; rows: StratumChange[] }
