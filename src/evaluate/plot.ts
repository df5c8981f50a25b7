/** Reliability diagrams as SVG: what was said against what is so, a panel a question. */
import { QUESTIONS } from '../schema.ts'
import type { Evaluation, QuestionEvaluation } from './evaluate.ts'
import { wilson } from './metrics.ts'

const SIDE = 240
const GAP = 70
const TOP = 50
const STYLE = `text{font:12px sans-serif;fill:#222}.axis{stroke:#888;fill:none}.ideal{stroke:#bbb;stroke-dasharray:4}
.bar{stroke:#1f5fa8;stroke-width:1.5}.dot{fill:#1f5fa8}.small{font-size:10px;fill:#666}`

const n = (value: number): string => value.toFixed(1)

/** An SVG image: for each question and tenth of probability the share labelled 1, with its 95 % interval and the number of
 * messages, beside the line on which said and true agree. */
export function calibrationPlot({ questions }: Evaluation): string {
  const panels = QUESTIONS.flatMap((question) => {
    const evaluated = questions[question]
    return evaluated ? [{ question, evaluated }] : []
  })
  const width = GAP + panels.length * (SIDE + GAP)
  const height = TOP + SIDE + 60
  const body = panels.map(({ question, evaluated }, i) => panel(question, evaluated, GAP + i * (SIDE + GAP)))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title>Calibration</title>
<style>${STYLE}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
${body.join('\n')}
</svg>
`
}

function panel(
  title: string,
  { calibration, calibrationError, brier }: QuestionEvaluation,
  left: number,
): string {
  const x = (value: number) => n(left + value * SIDE)
  const y = (value: number) => n(TOP + (1 - value) * SIDE)
  const parts = [
    `<text x="${left}" y="20">${title}</text>`,
    `<text class="small" x="${left}" y="36">error ${calibrationError.toFixed(4)}, Brier ${brier.toFixed(4)}</text>`,
    `<rect class="axis" x="${left}" y="${TOP}" width="${SIDE}" height="${SIDE}"/>`,
    `<line class="ideal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>`,
    `<text class="small" x="${left}" y="${TOP + SIDE + 45}">probability said (0 to 1), messages below</text>`,
    `<text class="small" text-anchor="end" x="${left - 4}" y="${y(0)}">0</text>`,
    `<text class="small" text-anchor="end" x="${left - 4}" y="${TOP + 8}">1</text>`,
  ]
  for (const bin of calibration) {
    if (bin.messages === 0) continue
    const [low, high] = wilson(Math.round(bin.true * bin.messages), bin.messages)
    const at = x(bin.said)
    parts.push(
      `<line class="bar" x1="${at}" y1="${y(low)}" x2="${at}" y2="${y(high)}"/>`,
      `<circle class="dot" cx="${at}" cy="${y(bin.true)}" r="3.5"/>`,
      `<text class="small" text-anchor="middle" x="${x((bin.from + bin.to) / 2)}" y="${TOP + SIDE + 16}">${bin.messages}</text>`,
    )
  }
  return `<g>\n${parts.join('\n')}\n</g>`
}
