import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import { messageOf } from '../helpers/message.ts'

/** The beginning of a GIF of that size, as base64. */
function gif(width: number, height: number): string {
  const bytes = [...'GIF89a'].map((letter) => letter.charCodeAt(0))
  bytes.push(width & 255, width >> 8, height & 255, height >> 8, 0, 0, 0)
  return btoa(String.fromCharCode(...bytes))
}

const part = (header: string, body: string) => `--b\n${header}\n\n${body}\n`
const html = (body: string) => part('Content-Type: text/html', body)
const picture = (header: string, width: number, height: number) =>
  part(`Content-Type: image/gif\nContent-Transfer-Encoding: base64\n${header}`, gif(width, height))
const related = (...parts: string[]) =>
  `From: a@example.org\nContent-Type: multipart/related; boundary=b\n\n${parts.join('')}--b--\n`

describe('a picture that came with the message', () => {
  const sizes = (text: string) => {
    const bytes = new TextEncoder().encode(text.replaceAll('\n', '\r\n'))
    return createAnalyzer()
      .analyze(bytes)
      .body.images.map(({ width, height }) => [width, height])
  }

  it.each<[string, string, [number?, number?]]>([
    ['is as large as its header says', '<img src="cid:a@b">', [600, 300]],
    ['whatever its address is written like', '<img src="CID:a%40b">', [600, 300]],
    ['is scaled where one side is declared', '<img src="cid:a@b" width="200">', [200, 100]],
    ['is as large as declared', '<img src="cid:a@b" width="20" height="30">', [20, 30]],
    ['is not another one', '<img src="cid:c@b">', [undefined, undefined]],
    ['may stand in the address', `<img src="data:image/gif;base64,${gif(90, 70)}">`, [90, 70]],
    ['may be remote', '<img src="https://i.example/a.gif">', [undefined, undefined]],
  ])('%s', (_, tag, expected) => {
    expect(sizes(related(html(tag), picture('Content-ID: <a@b>', 600, 300)))).toEqual([expected])
  })

  it('of one pixel is a tracker, not a picture', () => {
    const { layout } = messageOf(related(html('<img src="cid:a@b">'), picture('Content-ID: <a@b>', 1, 1)))
    expect(layout).toMatchObject({ pictures: [], trackers: 1 })
  })

  it('stands below the text where the HTML does not name it', () => {
    const attached = picture('Content-Disposition: attachment; filename=a.gif', 600, 300)
    const { layout } = messageOf(related(html('Hello'), attached))
    expect(layout.blocks).toMatchObject([
      { kind: 'text' },
      { kind: 'picture', attached: true, area: 180_000 },
    ])
  })

  it('is read in chunks as it is whole, and lines of it may be long', () => {
    const long = `${gif(600, 300)}${'A'.repeat(200_000)}`
    const text = related(
      html('<img src="cid:a@b"><img src="cid:c@b">'),
      part('Content-Type: image/gif\nContent-ID: <a@b>\nContent-Transfer-Encoding: base64', long),
      picture('Content-ID: <c@b>', 50, 60),
    )
    const bytes = new TextEncoder().encode(text)
    const analyzer = createAnalyzer()
    const whole = analyzer.analyze(bytes)
    expect(whole.body.images.map(({ width }) => width)).toEqual([600, 50])
    expect(whole.defects.map(({ code }) => code)).not.toContain('line-too-long')
    for (const size of [7, 1000, 70_000]) {
      const session = analyzer.session()
      for (let at = 0; at < bytes.length; at += size) session.write(bytes.slice(at, at + size))
      expect(session.end()).toEqual(whole)
    }
  })
})
