/** The characters of the text of an HTML document, as we and as parse5 read it. */
import { parse } from 'parse5'
import { decodeText } from '../../src/body/entities.ts'
import { END_OF_INPUT, HtmlTokenizer, RAW, TEXT } from '../../src/body/html-tokenizer.ts'
import { Outline } from '../../src/mime/outline.ts'

export function tokenizedText(html: string): string {
  let out = ''
  const cursor = new HtmlTokenizer(Outline.of(html))
  for (let kind = cursor.next(); kind !== END_OF_INPUT; kind = cursor.next()) {
    if (kind !== TEXT && kind !== RAW) continue
    const text = html.slice(cursor.start, cursor.end)
    const { name } = cursor.element
    out += kind === TEXT || name === 'title' || name === 'textarea' ? decodeText(text) : text
  }
  return characters(out)
}

type Node = { nodeName: string; value?: string; childNodes?: Node[]; content?: Node }

export function parse5Text(html: string): string {
  let out = ''
  const visit = (node: Node): void => {
    if (node.nodeName === '#text') out += node.value
    if (node.content) visit(node.content)
    node.childNodes?.forEach(visit)
  }
  visit(parse(html, { scriptingEnabled: false }))
  return characters(out)
}

/** White space and NUL are treated apart by tree construction, and misplaced table content is moved: compare characters. */
function characters(text: string): string {
  return Array.from(text.replace(/[\s\0\ufffd]+/g, ''))
    .sort()
    .join('')
}
