/** What the recipient's side writes into a message for its reader: a warning above, a disclaimer below. */
import { lastMarkedLines } from './marked-lines.ts'
import { eachStem, stemsOf } from './stems.ts'

/** Beginnings of what warnings of mail from outside say, lower case. Written by hand; 2026-11-26. */
const WARNINGS = stemsOf([
  // English
  'outside of the organi',
  'outside the organi',
  'outside of your organi',
  'outside your organi',
  'outside of our organi',
  'outside our organi',
  'outside of the company',
  'outside the company',
  'external email',
  'external e-mail',
  'external sender',
  'external source',
  'external message',
  "don't often get email",
  "don't usually receive email",
  'not click links',
  'not click on links',
  'not click any links',
  'not open attachments',
  'recognize the sender',
  'recognise the sender',
  'verify the sender',
  'unusual sender',
  'first email to',
  'first message to',
  'needs your attention',
  // German, Dutch, French, Spanish, Portuguese, Italian, Polish
  'externe e-mail',
  'externe mail',
  'externen absender',
  'externer absender',
  'außerhalb der organisation',
  'außerhalb ihrer organisation',
  'außerhalb unserer organisation',
  'sie erhalten nicht häufig',
  'externe afzender',
  'buiten de organisatie',
  'buiten uw organisatie',
  'expéditeur externe',
  'courriel externe',
  "l'extérieur de l'organisation",
  "l'extérieur de votre organi",
  'correo externo',
  'remitente externo',
  'fuera de la organización',
  'fuera de su organización',
  'remetente externo',
  'fora da organização',
  'fora da sua organização',
  'mail esterna',
  'mittente esterno',
  "all'esterno dell'organizzazione",
  'spoza organizacji',
])

const DISCLAIMERS = stemsOf([
  'intended recipient',
  'intended solely',
  'intended only for',
  'solely for the use',
  'are not the recipient',
  'strictly prohibited',
  'confidential',
  'legally privileged',
  'been scanned',
  'virus-free',
  'checked for viruses',
  'scanned for viruses',
  'consider the environment',
  'vertrauliche informationen',
  'nicht der richtige adressat',
  'auf viren geprüft',
  'virenfrei',
  'vertrouwelijke informatie',
  'niet de beoogde',
  'destinataire prévu',
  'informations confidentielles',
  'information confidentielle',
  'información confidencial',
  'informacion confidencial',
  'aviso legal',
  'informações confidenciais',
  'destinatário pretendido',
  'informazioni riservate',
  'informazioni confidenziali',
  'poufne informacje',
])

/** So many of them make a text a disclaimer: any text may hold one. */
const SURE = 3

/** Code units at the top of a text that may be a warning, and at its end that may be a disclaimer. */
const HEAD = 700
const TAIL = 3000
/** Code units beside a line that says so, which need not: "CAUTION", a name, an address. */
const SLACK = 120
/** Code units of a line of a warning at most; authors write longer ones. */
const LINE = 400

/**
 * Where the text of the author stands in what a reader sees: behind the warning and before the disclaimer, `0..length` where there
 * are none.
 */
export function authorsText(text: string): { start: number; end: number } {
  const start = warningEnd(text.slice(0, HEAD))
  const tail = Math.max(start, text.length - TAIL)
  return { start, end: tail + disclaimerStart(text.slice(tail)) }
}

/** Whether a text says what warnings of mail from outside say. */
export function isWarning(text: string): boolean {
  let marks = 0
  eachStem(text.slice(0, HEAD), WARNINGS, () => marks++)
  return marks > 0
}

/** Index of the first line that says what disclaimers say, of a text that says so several times over; the length of another. */
export function disclaimerMark(text: string): number {
  if (!isDisclaimer(text)) return text.length
  let first = text.length
  eachStem(text.slice(0, TAIL), DISCLAIMERS, (at) => {
    first = Math.min(first, at)
  })
  return text.lastIndexOf('\n', first) + 1
}

/** Whether a text says what disclaimers say, several times over. */
export function isDisclaimer(text: string): boolean {
  let marks = 0
  eachStem(text.slice(0, TAIL), DISCLAIMERS, () => marks++)
  return marks >= SURE
}

function warningEnd(head: string): number {
  let end = 0
  eachStem(head, WARNINGS, (at) => {
    if (at < end) return
    const from = head.lastIndexOf('\n', at) + 1
    const newline = head.indexOf('\n', at)
    const to = newline < 0 ? head.length : newline
    if (from - end <= SLACK && to - from <= LINE) end = to
  })
  return end
}

function disclaimerStart(tail: string): number {
  const marks: number[] = []
  eachStem(tail, DISCLAIMERS, (at) => marks.push(at))
  return lastMarkedLines(tail, marks, SLACK).at(-1) ?? tail.length
}
