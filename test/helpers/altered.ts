/** What servers on the recipient's side make of the body of a message. */
import { simpleParser } from 'mailparser'

type Alteration = (html: string) => string

const onTop =
  (added: string): Alteration =>
  (html) =>
    /<body[^>]*>/i.test(html) ? html.replace(/<body[^>]*>/i, (tag) => tag + added) : added + html

const atEnd =
  (added: string): Alteration =>
  (html) => {
    const end = html.toLowerCase().lastIndexOf('</body>')
    return end < 0 ? html + added : html.slice(0, end) + added + html.slice(end)
  }

const rewritten =
  (rewrite: (url: string) => string): Alteration =>
  (html) =>
    html.replace(
      /(<a\s[^>]*?\bhref\s*=\s*)(["'])(https?:[^"']*)\2/gi,
      (_, start: string, quote: string, url: string) => {
        const to = rewrite(url.replaceAll('&amp;', '&'))
        return `${start}${quote}${to.replaceAll('&', '&amp;')}${quote}`
      },
    )

/** In the forms of gateways and mailboxes that are in use; names and addresses are invented. */
export const ALTERATIONS: Record<string, Alteration> = {
  'encoded anew': (html) => html,
  'in one line': (html) => html.replace(/\s+/g, ' '),
  'a framed warning': onTop(
    '<div style="background-color:#FFEB9C;width:100%;border:1pt solid #9C6500;padding:2pt;font-size:10pt;color:black"><span style="color:#9C6500;font-weight:bold">CAUTION:</span> This email originated from outside of the organization. Do not click links or open attachments unless you recognize the sender and know the content is safe.</div><br>',
  ),
  'a plain warning': onTop(
    '<p><strong>[EXTERNAL EMAIL]</strong> DO NOT CLICK links or attachments unless you recognize the sender and know the content is safe.</p>',
  ),
  'a warning in a table': onTop(
    '<table width="100%"><tr><td style="background:#ffb900;padding:5pt 2pt"></td><td width="100%" style="background:#fff8e5;padding:5pt 12pt"><div style="color:#222"><b>Warning:</b> Unusual sender &lt;sender@example.org&gt;</div><div>You don\'t usually receive emails from this address. Make sure you trust this sender before taking any actions.</div></td></tr></table>',
  ),
  'a note for previews': onTop(
    '<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden">This message needs your attention. This is their first email to your company.</div>',
  ),
  'links through a gateway': rewritten(
    (url) =>
      `https://links.gateway.example/?url=${encodeURIComponent(url)}&data=05%7C02%7Creader%40example.net%7C3f1c0a7d2b4e4c5f8a9108dd1c2f3a4b%7C0%7C638712345678901234&sdata=kq3x1v0q9cT6ZfE2pYb7u4mWcHj5sLrD8oN1gAiKxVw%3D&reserved=0`,
  ),
  'links in a gateway’s brackets': rewritten(
    (url) =>
      `https://defend.gateway.example/v3/__${url}__;!!Aut4Kq9xYw!JdL0sK1fG7hT3bV9cX2zQ5wE8rY6uI4oP0aS1dF3gH7jK9lZ2xC5vB8nM4qW6eR1tY3uI7oP9aS$`,
  ),
  'a disclaimer': atEnd(
    '<p>This email has been scanned for spam and viruses. The information contained in this communication from the sender is confidential. It is intended solely for use by the recipient and others authorized to receive it. If you are not the recipient, you are hereby notified that any disclosure, copying, distribution or taking action in relation of the contents of this information is strictly prohibited and may be unlawful.</p>',
  ),
  'a scanner’s mark': atEnd(
    '<div><br><table style="border-top:1px solid #D3D4DE"><tr><td style="width:55px;padding-top:13px"><a href="https://scanner.example/sig"><img src="https://cdn.scanner.example/tick.gif" alt="" width="46" height="29"></a></td><td style="width:470px;color:#41424e;font-size:13px">Virus-free.<a href="https://scanner.example/sig" style="color:#4453ea">www.scanner.example</a></td></tr></table></div>',
  ),
  'a tracking pixel': atEnd(
    '<img src="https://t.gateway.example/o/3f9ab2.gif" width="1" height="1" alt="" style="display:none">',
  ),
}

/** The HTML of a message as its bytes have it, and its header without what says how the body is written; undefined where it has none. */
export async function htmlOf(message: Uint8Array): Promise<{ header: string; html: string } | undefined> {
  const options = { keepCidLinks: true, skipImageLinks: true, skipTextToHtml: true }
  const { html, headerLines } = await simpleParser(Buffer.from(message), options).catch(() => ({
    html: false,
    headerLines: [],
  }))
  if (!html) return undefined
  const kept = headerLines.filter(({ key }) => !/^(?:content-|mime-version)/.test(key))
  return {
    header: kept.map(({ line }) => `${line.replace(/\r?\n/g, '\r\n')}\r\n`).join(''),
    html: String(html),
  }
}

/** A message of HTML alone. */
export function messageOf(header: string, html: string): Uint8Array {
  const body = Buffer.from(html).toString('base64').replace(/.{76}/g, '$&\r\n')
  return Buffer.from(
    `${header}MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n`,
    'latin1',
  )
}
