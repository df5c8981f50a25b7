import { describe, expect, it } from 'vitest'
import { contrast, parseColor, parseLegacyColor } from '../../src/body/color.ts'
import { COLOR, DISPLAY, FONT_SIZE, NO_DECLARATIONS, WIDTH } from '../../src/body/declarations.ts'
import { parseDeclarations } from '../../src/body/style.ts'
import { fateOf } from './read.ts'

const HIDDEN: [technique: string, style: string][] = [
  ['display-none', 'display:none'],
  ['display-none', 'DISPLAY : NONE'],
  ['display-none', 'display:none!important'],
  ['display-none', 'display:none ! important; display:block'],
  ['display-none', 'dis\\70lay:none'],
  ['display-none', 'd\\69 splay:non\\65'],
  ['display-none', 'display:/* x */none'],
  ['display-none', '/* display:block */ display:none'],
  ['display-none', 'background:url(a;b);display:none'],
  ['display-none', 'font-family:"a;b";display:none'],
  ['display-none', 'color:red;;;:;display:none'],
  ['display-none', 'width:10px;\n\tdisplay:\n none\n'],
  ['visibility', 'visibility:hidden'],
  ['visibility', 'visibility:collapse'],
  ['opacity', 'opacity:0'],
  ['opacity', 'opacity:.05'],
  ['opacity', 'opacity:5%'],
  ['opacity', 'filter:opacity(0)'],
  ['font-size', 'font-size:0'],
  ['font-size', 'font-size:1px'],
  ['font-size', 'font-size:0.1pt'],
  ['font-size', 'font-size:0.00000000000000004vw'],
  ['font-size', 'font-size:0.05em'],
  ['font-size', 'font-size:1%'],
  ['font-size', 'font:0/0 arial'],
  ['font-size', 'font-size:calc(2px - 2px)'],
  ['zero-box', 'height:0;overflow:hidden'],
  ['zero-box', 'max-height:0;overflow:hidden'],
  ['zero-box', 'max-height:0px;height:50px;overflow:hidden'],
  ['zero-box', 'width:0;overflow:hidden'],
  ['zero-box', 'max-width:0;overflow:clip'],
  ['zero-box', 'width:1px;height:1px;overflow:hidden'],
  ['zero-box', 'height:calc(10px - 5px*2);overflow:hidden'],
  ['zero-box', 'line-height:0;overflow:hidden'],
  ['font-size', 'font-size:min(0px, 1em)'],
  ['font-size', 'font-size:max(-1px, 0px)'],
  ['font-size', 'font-size:clamp(0px, 2vw - 30px, 1px)'],
  ['zero-box', 'height:2px;overflow:hidden'],
  ['zero-box', 'block-size:0;overflow:hidden'],
  ['zero-box', 'height:0;contain:paint'],
  ['zero-box', 'transform:scale(0)'],
  ['zero-box', 'transform:scale(.01)'],
  ['zero-box', 'transform:scaleY(0.02)'],
  ['zero-box', 'scale:0'],
  ['zero-box', 'zoom:0.01'],
  ['off-screen', 'translate:-9999px 0'],
  ['off-screen', 'position:absolute;left:-9999px'],
  ['off-screen', 'position:fixed;top:-2000px'],
  ['off-screen', 'position:absolute;left:-100em'],
  ['off-screen', 'margin-left:-5000px'],
  ['off-screen', 'transform:translateX(-3000px)'],
  ['text-indent', 'text-indent:-9999px'],
  ['clip', 'position:absolute;clip:rect(0,0,0,0)'],
  ['clip', 'position:absolute;clip:rect(1px 1px 1px 1px)'],
  ['clip', 'clip-path:inset(50%)'],
  ['clip', 'clip-path:inset(100%)'],
  ['clip', 'clip-path:circle(0)'],
  ['clip', 'clip-path:polygon(0% 0%, 0% 0%, 0% 100%)'],
  ['same-colour', 'background:linear-gradient(90deg, #fff, white 50%, #ffffff);color:#fff'],
  ['transparent', 'color:transparent'],
  ['transparent', 'color:rgba(0,0,0,0)'],
  ['transparent', 'color:rgb(0 0 0 / 0%)'],
  ['transparent', 'color:#fefefe01'],
  ['transparent', '-webkit-text-fill-color:transparent'],
  ['same-colour', 'color:#fff'],
  ['same-colour', 'color:white'],
  ['same-colour', 'color:#fdfdfd'],
  ['same-colour', 'color:hsl(0,0%,99%)'],
  ['same-colour', 'color:rgb(255,255,255);background-color:#fefefe'],
  ['same-colour', 'background:black'],
]

const VISIBLE = [
  '',
  'display:block',
  'display:none;display:block',
  'display:block!important;display:none',
  'display:nonesuch',
  'display none',
  'x-display:none',
  'mso-hide:all',
  'visibility:visible',
  'opacity:0.5',
  'opacity:1',
  'font-size:9px',
  'font-size:80%',
  'font-size:-1px',
  'font-size:calc(10px + 1em)',
  'height:0',
  'width:0',
  'overflow:hidden',
  'overflow:hidden;max-height:10px',
  'height:0;overflow:visible',
  'height:0;min-height:20px;overflow:hidden',
  'height:0%;overflow:hidden',
  'display:inline;max-height:0;overflow:hidden',
  'display:table-cell;height:0;overflow:hidden',
  'left:-9999px',
  'position:absolute;left:-9999',
  'position:absolute;left:-100px',
  'position:static;left:-9999px',
  'text-indent:-20px',
  'clip:rect(0,0,0,0)',
  'position:absolute;clip:rect(0,100px,100px,0)',
  'clip-path:inset(10%)',
  'clip-path:polygon(0% 0%, 100% 0%, 0% 100%)',
  'font-size:min(12px, 1em)',
  'height:0;contain:size',
  'zoom:0',
  'zoom:normal',
  'scale:1 0.5',
  'background:linear-gradient(#fff, #000);color:#fff',
  'transform:scale(1.2)',
  'line-height:0',
  'color:#777',
  'color:rgba191, 168, 233, 0',
  'color:white;background:navy',
  'color:white;background-color:#0033a0',
  'color:white;background:url(https://images.example.com/a.png)',
  'color:white;background-image:linear-gradient(red,blue)',
  // no gradient, or one that does not cover what stands below it
  'color:white;background:navy linear-gradient(0deg, #00001, #00000000)',
  'color:white;background:navy linear-gradient(transparent, transparent)',
  'background:linear-gradient(oklch(0.3 0.2 260), #fff);color:#fff',
  'background:#fff',
]

const FAMILIES: [expected: string, html: string][] = [
  // what a child cannot undo
  ['hidden display-none', '<div style="display:none"><p style="display:block">word'],
  [
    'hidden display-none',
    '<div style="display:none"><p style="visibility:visible;font-size:14px;color:red">word',
  ],
  ['hidden opacity', '<div style="opacity:0"><p style="opacity:1">word'],
  ['hidden opacity', '<div style="opacity:.3"><p style="opacity:.3">word'],
  [
    'hidden zero-box',
    '<div style="max-height:0;overflow:hidden"><p style="height:100px;font-size:20px">word',
  ],
  ['hidden off-screen', '<div style="position:absolute;left:-9999px"><p style="position:static;left:0">word'],
  ['hidden clip', '<div style="clip-path:inset(100%)"><p style="clip-path:none">word'],
  ['hidden hidden-attribute', '<div hidden><p style="display:block">word'],
  // what a child can
  ['visible', '<div style="visibility:hidden"><p style="visibility:visible">word'],
  ['visible', '<div style="font-size:0"><p style="font-size:14px">word'],
  ['visible', '<div style="color:transparent"><p style="color:#333">word'],
  ['visible', '<div style="color:#fff"><p style="background-color:#000">word'],
  ['visible', '<div style="color:#fff"><a href="https://example.com/">word'],
  ['visible', '<div style="text-indent:-9999px"><p style="text-indent:0">word'],
  ['visible', '<div style="line-height:0;overflow:hidden"><p style="line-height:1.2">word'],
  ['visible', '<div hidden style="display:block">word'],
  // what is inherited
  ['hidden visibility', '<div style="visibility:hidden"><p><b>word'],
  ['hidden visibility', '<div style="visibility:hidden"><p style="visibility:inherit">word'],
  ['hidden font-size', '<div style="font-size:0"><p style="font-size:2em">word'],
  ['hidden font-size', '<div style="font-size:1px"><b>word'],
  ['hidden transparent', '<div style="color:transparent"><b style="color:inherit">word'],
  ['hidden same-colour', '<div style="color:#fff"><table><tr><td>word'],
  ['hidden text-indent', '<div style="text-indent:-9999px"><p>word'],
  // background
  ['visible', '<table bgcolor="#003366"><tr><td style="color:white">word'],
  ['visible', '<table bgcolor="003366"><tr><td><table><tr><td><font color="#ffffff">word'],
  ['visible', '<table><tr><td background="https://images.example.com/bg.png"><font color="white">word'],
  ['hidden same-colour', '<table><tr><td bgcolor="#f9f5ff"><p style="color:#f9f5ff">word'],
  [
    'hidden same-colour',
    '<td bgcolor=navy><tr><table bgcolor=navy><tr><td style="background:#fff;color:#fff">word',
  ],
  ['hidden same-colour', '<body bgcolor="black" text="black">word'],
  ['hidden same-colour', '<div style="background:#000"><div style="background:transparent;color:#000">word'],
  ['visible', '<div style="background:url(a.png)"><p style="color:#fff">word'],
  ['hidden same-colour', '<div style="background:url(a.png)"><p style="color:#fff;background:#fff">word'],
  // inline boxes have no height; a float, a flex item and an absolute one have
  ['visible', '<span style="max-height:0;overflow:hidden">word'],
  ['hidden zero-box', '<span style="display:inline-block;width:0;overflow:hidden">word'],
  ['hidden zero-box', '<span style="float:left;height:0;overflow:hidden">word'],
  ['hidden zero-box', '<div style="display:flex"><span style="width:0;overflow:hidden">word'],
  ['hidden collapsed', '<details><summary>more</summary>word</details>'],
  ['visible', '<details><summary>word</summary>more</details>'],
  ['visible', '<details open><summary>more</summary>word</details>'],
  ['unrendered template', '<template><p>word</p></template>'],
  ['hidden collapsed', '<select><option>one<option>word</select>'],
  ['visible', '<select><option>word<option>two</select>'],
]

describe('inline styles', () => {
  it.each(HIDDEN)('%s: %s', (technique, style) => {
    expect(fateOf(`<div style="${style.replaceAll('"', '&quot;')}">word</div>`)).toBe(`hidden ${technique}`)
  })

  it.each(VISIBLE)('visible: %s', (style) => {
    expect(fateOf(`<div style="${style}">word</div>`)).toBe('visible')
  })

  it.each(FAMILIES)('%s: %s', (expected, html) => {
    expect(fateOf(html)).toBe(expected)
  })
})

describe('parseDeclarations', () => {
  it('is empty where nothing decides visibility', () => {
    expect(parseDeclarations('padding-top:0;font-family:Arial,sans-serif')).toBe(NO_DECLARATIONS)
  })

  it('keeps lengths in pixels or as shares', () => {
    const declared = parseDeclarations('width:12pt;font-size:150%;display:flex')
    expect(declared.value(WIDTH)).toBe(16)
    expect(declared.value(FONT_SIZE)).toBe(1.5)
    expect(declared.has(DISPLAY)).toBe(true)
    expect(declared.has(COLOR)).toBe(false)
  })

  it('keeps the case of a picture address', () => {
    expect(parseDeclarations('background:#fff url("https://images.example.com/A.PNG") no-repeat').image).toBe(
      'https://images.example.com/A.PNG',
    )
  })
})

describe('colours', () => {
  it.each([
    ['#abc', 0xaabbccff],
    ['#abcdef', 0xabcdefff],
    ['#abcdef80', 0xabcdef80],
    ['rgb(1,2,3)', 0x010203ff],
    ['rgb(100% 0% 0% / 50%)', 0xff000080],
    ['hsl(120,100%,50%)', 0x00ff00ff],
    ['rebeccapurple', 0x663399ff],
    ['transparent', 0],
    ['#12', undefined],
    ['rgb(1,2)', undefined],
    ['whit', undefined],
  ])('%s', (text, expected) => {
    expect(parseColor(text)).toBe(expected)
  })

  it.each([
    ['#fff', 0xffffffff],
    ['ffffff', 0xffffffff],
    ['Navy', 0x000080ff],
    ['chucknorris', 0xc00000ff],
    ['', undefined],
  ])('legacy %s', (text, expected) => {
    expect(parseLegacyColor(text)).toBe(expected)
  })

  it('has the contrast of WCAG', () => {
    expect(contrast(0xffffffff, 0x000000ff)).toBeCloseTo(21)
    expect(contrast(0x777777ff, 0xffffffff)).toBeCloseTo(4.48, 2)
  })
})

describe('equal declarations', () => {
  const of = (style: string) => parseDeclarations(style)
  it.each([
    ['color:red', 'color:red', true],
    ['color:red;width:1px', 'width:1px;color:#ff0000', true],
    ['width:50%', 'width:50px', false],
    ['color:red', 'color:red!important', false],
    ['color:red', 'color:red;width:1px', false],
    ['background:url(a)', 'background:url(b)', false],
    ['', '', true],
  ])('%j and %j: %s', (one, other, equal) => {
    expect(of(one).equals(of(other))).toBe(equal)
  })

  it('are so when a full cache has forgotten the first', () => {
    const first = of('color:#123456;width:7px')
    for (let i = 0; i < 20_000; i++) of(`width:${i}px;height:${i}px`)
    const again = of('color:#123456;width:7px')
    expect(again).not.toBe(first)
    expect(again.equals(first)).toBe(true)
  })
})
