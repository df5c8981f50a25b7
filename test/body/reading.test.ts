import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../helpers/runs.ts'
import { fateOf, read } from './read.ts'

describe('places of what is seen', () => {
  const places = (html: string): number[] => read(html).places

  it.each([
    ['another text', '<div><p>two</p></div>'],
    ['other formatting', '<div><p><b>o</b>n<span>e</span></p></div>'],
    ['hidden elements', '<div><p style="display:none">x</p><p>one<div style="display:none">y</div></div>'],
    ['empty elements', '<div><div></div><p>one</p><p></p></div>'],
  ])('are the same with %s', (_, html) => {
    expect(places(html)).toEqual(places('<div><p>one</p></div>'))
  })

  it.each(['<p>one</p>', '<div>one</div>', '<div><p>one</p>two</div>', '<div><p><img src=a>one</p></div>'])(
    'are others in %s',
    (html) => {
      expect(places(html)).not.toEqual(places('<div><p>one</p></div>'))
    },
  )

  it('are bounded', () => {
    expect(places('<div>a</div><p>b</p>'.repeat(5000))).toHaveLength(1024)
  })
})

describe('visible text', () => {
  it.each([
    ['<p>one\n  two</p><p>three</p>', 'one two\nthree'],
    ['one<br>two<BR/>three', 'one\ntwo\nthree'],
    ['<b>one</b> <i>two</i>', 'one two'],
    ['<b>o</b>ne', 'one'],
    ['<table><tr><td>one</td>\n<td>two</td></tr><tr><td>three</table>', 'one two\nthree'],
    ['<pre>one\n two</pre>', 'one\n two'],
    ['<ul><li>one<li>two</ul>', 'one\ntwo'],
    ['one&nbsp;two&#32;three', 'one\u00a0two three'],
    ['<head><title>t</title></head>one', 'one'],
    ['one<style>p{color:red}</style>two', 'onetwo'],
    ['<img alt="picture">one', 'one'],
    ['one<span style="display:none">two</span>three', 'onethree'],
    ['<textarea>one</textarea>', 'one'],
    ['<xmp><b>one</b></xmp>', '<b>one</b>'],
    ['a\0b', 'ab'],
    ['<noscript>one</noscript><iframe>two</iframe>', 'one'],
  ])('%j', (html, expected) => {
    expect(read(html).visible.text).toBe(expected)
  })

  it.each([
    ['padding: 0 8px', 'one two three'],
    ['padding-left: 5px', 'one twothree'],
    ['padding-right: .5em', 'onetwo three'],
    ['margin: 0 10px', 'one two three'],
    ['margin-right: 6pt', 'onetwo three'],
    ['margin-left: 6px; padding: 0', 'one twothree'],
    ['padding: 8px 0', 'onetwothree'],
    ['padding: 0 1px; margin: 0', 'onetwothree'],
    ['padding: 0 8px; padding: 0', 'onetwothree'],
    ['display: inline-block; padding: 0 8px', 'one two three'],
    ['display: inline-block', 'onetwothree'],
    ['display: table-cell', 'one two three'],
    ['padding: 0 8px; font-size: 60px', 'onetwothree'],
  ])('room that an element keeps beside it is seen as a gap: %s', (style, expected) => {
    expect(read(`one<a href="x" style="${style}">two</a>three`).visible.text).toBe(expected)
    expect(read(`<style>a { ${style} }</style>one<a href="x">two</a>three`).visible.text).toBe(expected)
  })
})

describe('channels', () => {
  it.each([
    ['unrendered style', '<style>word a1b2, c3d4</style>'],
    ['unrendered style', '<style>never closed word <p>text'],
    ['unrendered script', '<script>word</script>'],
    ['unrendered title', '<title>word</title>'],
    ['unrendered comment', '<!-- word -->'],
    ['unrendered iframe', '<iframe>word</iframe>'],
    ['unrendered unfinished-tag', '<p>a</p><a word'],
    ['unrendered attribute', `<a ${'word0="" '.repeat(50)}>`],
    ['no run', '<a word="" other="">'],
    ['client mso', '<!--[if mso]><table><tr><td>word</td></tr></table><![endif]-->'],
    ['no run', '<!--[if mso]></td></tr></table><![endif]-->'],
    ['visible', '<!--[if !mso]><!-->word<!--<![endif]-->'],
    ['visible', '<![if !mso]>word<![endif]>'],
    ['visible after-html', '<html><body>a</body></html>word'],
    ['visible', '<xqz>word</xqz>'],
    ['hidden display-none', '<dialog>word</dialog>'],
    ['hidden fallback', '<video>word</video>'],
    ['hidden fallback', '<video><p>word</p></video>'],
    ['hidden fallback', '<video><summary>word</summary></video>'],
  ])('%s: %s', (expected, html) => {
    expect(fateOf(html)).toBe(expected)
  })

  it('makes one run of one hidden block', () => {
    const html = `<p>seen</p><div style="display:none">${'<p>filler <b>text</b></p>\n<!-- x -->'.repeat(500)}</div><p>seen</p>`
    const { runs } = read(html)
    expect(runs.map(({ channel }) => channel)).toEqual(['visible', 'hidden', 'visible'])
    expect(runs[1].value.split('\n')).toHaveLength(500)
    expect(html.slice(runs[1].start, runs[1].end)).toMatch(/^filler .*text$/s)
  })

  it('keeps two hidden blocks apart', () => {
    const { runs } = read('<div style="display:none">preview</div><div style="display:none">padding</div>')
    expect(runs.map(({ value }) => value)).toEqual(['preview', 'padding'])
  })

  it.each([
    ['one<p>two</p>\n three<br>four', 'one\ntwo\nthree\nfour'],
    ['<b>o</b>ne <i> &lt;two&gt;</i>', 'one <two>'],
    ['<table><tr><td>one</td>\n<td>two</table>', 'one two'],
    ['one<!-- x -->two', 'onetwo'],
    ['one<textarea>&amp;</textarea>two', 'one&two'],
    ['<textarea>one</textarea><p>two', 'one\ntwo'],
  ])('gives the text of hidden %j', (html, expected) => {
    const { runs } = read(`<p>seen</p><div style="display:none">${html}</div>`)
    const hidden = runs.filter(({ channel }) => channel === 'hidden')
    expect(hidden.map(({ value }) => value)).toEqual([expected])
  })

  it('splits visible words at hidden letters', () => {
    const { runs, visible } = read('pa<u style="font-size:0">x</u>rcel')
    expect(runs.map(({ channel, value }) => [channel, value])).toEqual([
      ['visible', 'pa'],
      ['hidden', 'x'],
      ['visible', 'rcel'],
    ])
    expect(visible.text).toBe('parcel')
  })
})

describe('open elements', () => {
  it.each([
    // a block's end does not close formatting for good
    ['hidden font-size', '<p><font style="font-size:0">a</p><p>word'],
    ['hidden font-size', '<div><u style="font-size:0">a</div>word'],
    ['visible', '<table><tr><td><u style="font-size:0">a</td><td>word'],
    // formatting that closes around a block lets go of it
    ['visible', '<b style="display:none"><div>a</b>word'],
    ['hidden display-none', '<b style="display:none"><div>word</b>a'],
    // an end tag that is not open closes nothing
    ['visible', '<table></table><td style="display:none">word'],
    ['hidden display-none', '<div style="display:none"></span></p>word'],
    ['hidden display-none', '<div style="display:none"><table><tr><td></div>word'],
    // body and html end tags close nothing either
    ['hidden display-none', '<body><div style="display:none"></body></html>word'],
    // implied ends
    ['visible', '<p style="display:none">a<div>word'],
    ['visible', '<ul><li style="display:none">a<li>word</ul>'],
    ['visible', '<table><tr style="display:none"><td>a<tr><td>word'],
    ['visible', '<table><tr><td style="display:none">a<td>word'],
    ['visible', '<h1 style="display:none">a<h2>word'],
    ['hidden display-none', '<div style="display:none"><p>a<div>word'],
    // what may not stand in a table moves before it
    ['visible', '<table style="display:none"><div>word</div></table>'],
    ['visible', '<table style="display:none">word<tr><td>a</table>'],
    ['hidden display-none', '<table style="display:none"><tr><td>word</table>'],
    ['visible', '<table style="display:none"><tr><td>a</table>word'],
    // nothing nests inside void elements
    ['visible', '<img style="display:none">word'],
    ['visible', '<input hidden>word'],
  ])('%s: %s', (expected, html) => {
    expect(fateOf(html)).toBe(expected)
  })

  it('counts unknown elements and second roots', () => {
    expect(read('<html><body><xqz>a</xqz><o:p>b</o:p><html><body>').counts).toEqual({
      elements: 6,
      unknownElements: 1,
      comments: 0,
      extraRoots: 2,
    })
  })
})

describe('links and images', () => {
  it('takes links with their words and pictures', () => {
    const html =
      '<p>Hello</p><a href="https://example.com/?a=1&amp;b=2"><img src=" https://images.example.com/a.png" width=600 height="200px" alt="Win"></a>' +
      '<a href="https://example.org/">Claim <b>now</b></a> or not'
    const { links, images, visible } = read(html)
    expect(links.map(({ href, hasImage }) => [href, hasImage])).toEqual([
      ['https://example.com/?a=1&b=2', true],
      ['https://example.org/', false],
    ])
    expect(visible.text.slice(links[0].textStart, links[0].textEnd)).toBe('')
    expect(visible.text.slice(links[1].textStart, links[1].textEnd).trim()).toBe('Claim now')
    expect(html.slice(links[1].start, links[1].end)).toBe('<a href="https://example.org/">Claim <b>now</b>')
    expect(images).toMatchObject([
      {
        kind: 'img',
        src: 'https://images.example.com/a.png',
        width: 600,
        height: 200,
        alt: 'Win',
        link: 0,
        hidden: false,
        start: html.indexOf('<img'),
        end: html.indexOf('</a>'),
      },
    ])
  })

  it.each([
    [
      '<table><td background="https://images.example.com/B.png">',
      'background',
      'https://images.example.com/B.png',
    ],
    [
      '<div style="background-image:url(\'https://images.example.com/B.png\')">',
      'background',
      'https://images.example.com/B.png',
    ],
    ['<input type=IMAGE src=c.png>', 'input', 'c.png'],
    ['<image src=d.png>', 'img', 'd.png'],
  ])('%s', (html, kind, src) => {
    expect(read(html).images).toMatchObject([{ kind, src }])
  })

  it('takes sizes from styles first and none from shares', () => {
    const { images } = read('<img width=10 style="width:20px"><img width="100%">')
    expect(images.map(({ width }) => width)).toEqual([20, undefined])
  })

  it('knows hidden pictures and links, and image maps', () => {
    const { images, links } = read(
      '<div style="display:none"><a href="https://example.com/"><img src=a></a></div>' +
        '<img src=b style="visibility:hidden"><img src=c usemap="#m"><map name=m><area href="https://example.net/"></map>',
    )
    expect(images.map(({ hidden, mapped }) => [hidden, mapped])).toEqual([
      [true, undefined],
      [true, undefined],
      [false, true],
    ])
    expect(links.map(({ kind, hidden }) => [kind, hidden])).toEqual([
      ['a', true],
      ['area', false],
    ])
  })
})

describe('bounds', () => {
  it('names the depth and the tags that were too many', () => {
    const html = '<div>'.repeat(20)
    expect(read(html, { htmlDepth: 10 }).limits).toEqual([{ limit: 'htmlDepth', value: 10, start: 40 }])
    const cut = read(`${html}word`, { htmlTags: 5 })
    expect(cut.limits).toEqual([{ limit: 'htmlTags', value: 5, start: 25 }])
    expect(cut.runs.at(-1)).toMatchObject({ channel: 'unknown', technique: 'limit', start: 25, end: 104 })
  })

  it('never throws, and its runs are in order inside the text', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<table>',
      '<tr>',
      '<td hidden>',
      '</table>',
      '<b style="display:none">',
      '</b>',
      '<a href=x>',
      '</a>',
      '<!--',
      '-->',
      '<style>p{color:#fff}</style>',
      '<style>',
      '<script>',
      '</script>',
      '<select><option>',
      '&nbsp;',
      '&',
      '<',
      '"',
      "<i style='font-size:0'>",
      '<template>',
      '</html>',
      '<body bgcolor=black>',
      '<img src=a>',
      ' ',
      '\n',
      '\0',
      'word',
      '<details>',
      '[if mso]>',
      '<style>b+i, u ~ p:not(.x){visibility:hidden}</style>',
    )
    const html = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 60 }).map((list) => list.join('')),
    )
    fc.assert(
      fc.property(html, (text) => {
        let last = 0
        const reading = read(text, { htmlDepth: 8, htmlTags: 40 })
        for (const run of reading.runs) {
          if (run.start < last || run.end <= run.start || run.end > text.length)
            throw new Error(`${run.start}..${run.end}`)
          if (typeof run.value !== 'string') throw new Error('no text')
          last = run.end
        }
        for (const { start, end, textStart, textEnd } of reading.links)
          if (
            start >= end ||
            end > text.length ||
            textStart > textEnd ||
            textEnd > reading.visible.text.length
          )
            throw new Error(`link ${start}..${end}`)
      }),
      runs(3000),
    )
  })
})
