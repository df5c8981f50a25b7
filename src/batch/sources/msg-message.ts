/** A message made again of the properties that Outlook keeps of it in a .msg ([MS-OXMSG]). Runs in a worker: files may be hostile. */
import { createRequire } from 'node:module'
import type { FieldsData } from '@kenjiuno/msgreader'
import iconv from 'iconv-lite'
import { type HeaderLines, type KeptPicture, rebuildMessage } from '../../rebuild.ts'
import { NO_MAIL } from './sniff.ts'

const require = createRequire(import.meta.url)

/** A message made again, and what there is to say of it. */
export interface MadeAgain {
  bytes: Uint8Array
  note: string
}

/** Classes of items that are mail, or reports and invitations that came as mail. */
const MAIL = /^(?:IPM\.(?:Note|Schedule|Post|Document)|REPORT\.)/i
/** Outlook of old puts it before the header. */
const PREAMBLE = /^Microsoft Mail Internet Headers[^\n]*\n/
const PICTURE = /\.(png|jpe?g|gif|webp|bmp)$/i
const MOST_PICTURES = 100
const LARGEST_PICTURE = 8 << 20

/** @throws Error saying why the file is no message. */
export function messageOfMsg(file: Uint8Array): MadeAgain {
  const { default: MsgReader } = require('@kenjiuno/msgreader') as typeof import('@kenjiuno/msgreader')
  const reader = new MsgReader(Uint8Array.from(file).buffer)
  const item = reader.getFileData()
  const { messageClass } = item
  if (item.error !== undefined || messageClass === undefined) throw new Error(`${NO_MAIL} but an OLE file`)
  if (!MAIL.test(messageClass))
    throw new Error(`${NO_MAIL} but an Outlook item of the class ${messageClass.slice(0, 60)}`)
  const { html, missing } = htmlOf(item)
  const header = item.headers?.replace(PREAMBLE, '').trim() ?? ''
  const bytes = rebuildMessage({
    headerLines: header === '' ? linesOf(item) : splitHeader(header),
    html,
    text: html === undefined ? item.body : undefined,
    pictures: picturesOf(item, (at) => reader.getAttachment(at).content),
  })
  const route =
    header === ''
      ? 'without transport headers, so that nothing is known of its route'
      : 'with the header that it came with'
  return {
    bytes,
    note: `made again of an Outlook .msg ${route}${missing ? '; its body is kept as RTF, of which only the plain text is read' : ''}`,
  }
}

/** Fields with their folding. */
function splitHeader(header: string): HeaderLines {
  return header
    .split(/\r?\n(?![ \t])/)
    .filter((line) => line !== '')
    .map((line) => ({
      key: line
        .slice(0, Math.max(0, line.indexOf(':')))
        .trim()
        .toLowerCase(),
      line,
    }))
}

/** What a program would have written of an item that was never sent, or whose header is gone. */
function linesOf(item: FieldsData): HeaderLines {
  const to = (item.recipients ?? []).filter(({ recipType }) => recipType !== 'bcc').map(mailboxOf)
  const fields: [name: string, value: string | undefined][] = [
    [
      'From',
      mailboxOf({
        name: item.senderName,
        email: item.senderEmail,
        smtpAddress: item.senderSmtpAddress,
      }),
    ],
    ['To', to.filter((mailbox) => mailbox !== '').join(',\r\n ')],
    ['Subject', item.subject],
    ['Date', item.messageDeliveryTime ?? item.clientSubmitTime],
    ['Message-ID', item.messageId],
  ]
  return fields.flatMap(([name, value]) =>
    value ? [{ key: name.toLowerCase(), line: `${name}: ${name === 'To' ? value : oneLine(value)}` }] : [],
  )
}

function mailboxOf({ name, email, smtpAddress }: Pick<FieldsData, 'name' | 'email' | 'smtpAddress'>): string {
  // what begins with a slash is a name in a directory of Exchange
  const address = [smtpAddress, email].find(
    (one) => one !== undefined && /^[^\s<>/@][^\s<>@]*@[^\s<>]+$/.test(one),
  )
  const shown = name && oneLine(name).replace(/[\\"]/g, '\\$&')
  return [shown && `"${shown}"`, address && `<${address}>`].filter(Boolean).join(' ')
}

function oneLine(text: string): string {
  return text.replace(/[\0-\x1f]+/g, ' ').trim()
}

/** The HTML that Outlook was given; `missing` where there is a formatted body of which that cannot be told. */
function htmlOf(item: FieldsData): { html: string | undefined; missing: boolean } {
  const { html, bodyHtml, internetCodepage, compressedRtf } = item
  if (html !== undefined && html.length > 0)
    return { html: iconv.decode(Buffer.from(html), charsetOf(internetCodepage)), missing: false }
  if (bodyHtml) return { html: bodyHtml, missing: false }
  if (compressedRtf === undefined) return { html: undefined, missing: false }
  const { decompressRTF } = require('@kenjiuno/decompressrtf') as typeof import('@kenjiuno/decompressrtf')
  const { deEncapsulateSync } = require('rtf-stream-parser') as typeof import('rtf-stream-parser')
  try {
    const rtf = Buffer.from(decompressRTF([...compressedRtf]))
    const { mode, text } = deEncapsulateSync(rtf, { decode: iconv.decode, warn: () => {} })
    return { html: mode === 'html' ? String(text) : undefined, missing: false }
  } catch {
    return { html: undefined, missing: true }
  }
}

function charsetOf(codepage: number | undefined): string {
  return codepage !== undefined && iconv.encodingExists(String(codepage)) ? String(codepage) : 'utf8'
}

function picturesOf({ attachments = [] }: FieldsData, contentOf: (at: number) => Uint8Array): KeptPicture[] {
  const pictures: KeptPicture[] = []
  for (const [at, { attachMimeTag, fileName, pidContentId, contentLength = 0 }] of attachments.entries()) {
    const extension = PICTURE.exec(fileName ?? '')?.[1]?.toLowerCase()
    const type =
      /^image\/[\w.+-]+$/i.exec(attachMimeTag ?? '')?.[0] ??
      (extension && `image/${extension.replace('jpg', 'jpeg')}`)
    if (type === undefined || contentLength > LARGEST_PICTURE || pictures.length === MOST_PICTURES) continue
    pictures.push({ type, contentId: pidContentId, bytes: contentOf(at) })
  }
  return pictures
}
