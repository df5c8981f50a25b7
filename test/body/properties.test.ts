import { describe, expect, it } from 'vitest'
import {
  ABSOLUTE,
  AUTO,
  BACKGROUND_COLOR,
  BACKGROUND_IMAGE,
  CLIP,
  CLIP_PATH,
  COLOR,
  CONTENT_VISIBILITY,
  DISPLAY,
  EM,
  FILTER_OPACITY,
  FLOAT,
  FONT_SIZE,
  HEIGHT,
  INHERIT,
  LEFT,
  LINE_HEIGHT,
  MARGIN_LEFT,
  MARGIN_TOP,
  MAX_HEIGHT,
  MAX_WIDTH,
  MIN_HEIGHT,
  MIN_WIDTH,
  OFF_SCREEN,
  OPACITY,
  OVERFLOW,
  PADDING_TOP,
  PERCENT,
  POSITION,
  PX,
  RELATIVE,
  ROOM_LEFT,
  ROOM_RIGHT,
  SHRUNK,
  STATIC,
  TEXT_FILL,
  TEXT_INDENT,
  TOP,
  TRANSFORM,
  VISIBILITY,
  WHITE_SPACE,
  WIDTH,
} from '../../src/body/declarations.ts'
import { BLOCK, FLEX, INLINE_BLOCK, NONE, TABLE } from '../../src/body/elements.ts'
import { READERS } from '../../src/body/properties.ts'
import { parseDeclarations } from '../../src/body/style.ts'

const UNITS: Record<number, string> = {
  [PX]: '',
  [EM]: 'em',
  [PERCENT]: '%',
  [AUTO]: 'auto',
  [INHERIT]: 'inherit',
}

const PROPERTIES = {
  display: DISPLAY,
  visibility: VISIBILITY,
  opacity: OPACITY,
  font_size: FONT_SIZE,
  color: COLOR,
  text_fill: TEXT_FILL,
  background_color: BACKGROUND_COLOR,
  background_image: BACKGROUND_IMAGE,
  width: WIDTH,
  height: HEIGHT,
  max_width: MAX_WIDTH,
  max_height: MAX_HEIGHT,
  min_width: MIN_WIDTH,
  min_height: MIN_HEIGHT,
  overflow: OVERFLOW,
  position: POSITION,
  left: LEFT,
  top: TOP,
  margin_left: MARGIN_LEFT,
  margin_top: MARGIN_TOP,
  text_indent: TEXT_INDENT,
  clip: CLIP,
  clip_path: CLIP_PATH,
  line_height: LINE_HEIGHT,
  transform: TRANSFORM,
  white_space: WHITE_SPACE,
  float: FLOAT,
  filter_opacity: FILTER_OPACITY,
  content_visibility: CONTENT_VISIBILITY,
  room_left: ROOM_LEFT,
  room_right: ROOM_RIGHT,
  padding_top: PADDING_TOP,
}

/** What a style declares: `10`, `2em`, `50%`, `auto` or `inherit` by property, with a mark where it is important. */
function declared(style: string): Record<string, string> {
  const own = parseDeclarations(style)
  const found: Record<string, string> = {}
  for (const [name, property] of Object.entries(PROPERTIES)) {
    if (!own.has(property)) continue
    const unit = UNITS[own.unit(property)]
    const value =
      unit === 'auto' || unit === 'inherit' ? unit : `${Number(own.value(property).toFixed(3))}${unit}`
    found[name] = value + (own.important & (1 << property) ? '!' : '')
  }
  return found
}

describe('values', () => {
  it.each<[string, Record<string, unknown>]>([
    ['display:none', { display: NONE }],
    ['display:list-item', { display: BLOCK }],
    ['display:grid', { display: FLEX }],
    ['display:inline-table', { display: TABLE }],
    ['display:table-column', { display: NONE }],
    ['display:inherit', { display: 'inherit' }],
    ['display:nonsense', {}],
    ['visibility:hidden', { visibility: 1 }],
    ['visibility:collapse', { visibility: 1 }],
    ['visibility:initial', { visibility: 0 }],
    ['opacity:.5', { opacity: 0.5 }],
    ['opacity:50%', { opacity: 0.5 }],
    ['opacity:-1', { opacity: 0 }],
    ['opacity:7', { opacity: 1 }],
    ['opacity:none', {}],
    ['float:right', { float: 1 }],
    ['float:none', { float: 0 }],
    ['position:fixed', { position: ABSOLUTE }],
    ['position:sticky', { position: RELATIVE }],
    ['position:initial', { position: STATIC }],
    ['white-space:pre-wrap', { white_space: 1 }],
    ['white-space:pre-line', { white_space: 2 }],
    ['white-space:nowrap', { white_space: 0 }],
    ['content-visibility:hidden', { content_visibility: 1 }],
    ['overflow:hidden', { overflow: 1 }],
    ['overflow:visible hidden', { overflow: 0 }],
    ['overflow-y:scroll', { overflow: 1 }],
    ['contain:paint', { overflow: 1 }],
    ['contain:size', {}],
    ['filter:opacity(30%)', { filter_opacity: 0.3 }],
    ['filter:blur(1px) opacity(.2)', { filter_opacity: 0.2 }],
    ['filter:none', { filter_opacity: 1 }],
    ['filter:alpha(opacity=0)', {}],
  ])('of keywords and numbers: %s', (style, expected) => {
    const shown = Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, String(value)]))
    expect(declared(style)).toEqual(shown)
  })

  it.each<[string, Record<string, string>]>([
    ['width:12pt', { width: '16' }],
    ['height:50%', { height: '50%' }],
    ['max-width:2em', { max_width: '2em' }],
    ['min-height:auto', { min_height: 'auto' }],
    ['block-size:1px', { height: '1' }],
    ['inline-size:1px', { width: '1' }],
    ['max-block-size:1px;max-inline-size:2px', { max_height: '1', max_width: '2' }],
    // what cannot be resolved is declared, and decides nothing
    ['width:calc(100% - 10px)', { width: 'auto' }],
    ['width:var(--a)', { width: 'auto' }],
    ['width:7', {}],
    ['width:wide', {}],
    ['line-height:0', { line_height: '0' }],
    ['line-height:1.5', { line_height: '1.5em' }],
    ['line-height:normal', { line_height: 'auto' }],
    ['text-indent:-9999px', { text_indent: '-9999' }],
    ['left:-10em', { left: '-10em' }],
    ['inset:1px', { top: '1', left: '1' }],
    ['inset:1px 2px 3px 4px', { top: '1', left: '4' }],
  ])('of lengths: %s', (style, expected) => {
    expect(declared(style)).toEqual(expected)
  })

  it.each<[string, Record<string, string>]>([
    ['font-size:small', { font_size: '13' }],
    ['font-size:larger', { font_size: '1.2em' }],
    ['font-size:150%', { font_size: '1.5em' }],
    ['font-size:0', { font_size: '0' }],
    ['font-size:inherit', { font_size: '1em' }],
    ['font-size:initial', { font_size: '16' }],
    ['font-size:-1px', {}],
    ['font:italic bold 12px/1.5 Arial', { font_size: '12', line_height: '1.5em' }],
    ['font:0/0 a', { font_size: '0', line_height: '0' }],
    ['font:bold medium serif', { font_size: '16' }],
    ['font:caption', {}],
  ])('of fonts: %s', (style, expected) => {
    expect(declared(style)).toEqual(expected)
  })

  it.each<[string, Record<string, string>]>([
    ['margin:1px', { margin_top: '1', margin_left: '1', room_right: '1' }],
    ['margin:1px 2px', { margin_top: '1', margin_left: '2', room_right: '2' }],
    ['margin:1px 2px 3px 4px', { margin_top: '1', margin_left: '4', room_right: '2' }],
    // none takes nothing from the padding
    ['padding:0 5px;margin:0', { room_left: '5', room_right: '5', margin_top: '0', margin_left: '0' }],
    ['padding-left:5px', { room_left: '5' }],
    ['padding-right:5px', { room_right: '5' }],
    // only one that is high is kept
    ['padding-top:10px', {}],
    ['padding-top:900px', { padding_top: '900' }],
    ['padding:900px 0', { padding_top: '900', room_left: '0', room_right: '0' }],
  ])('of the room around: %s', (style, expected) => {
    expect(declared(style)).toEqual(expected)
  })

  it.each<[string, number | undefined]>([
    ['clip:rect(0,0,0,0)', 1],
    ['clip:rect(0 0 0 0)', 1],
    ['clip:rect(1px,1px,1px,1px)', 1],
    ['clip:rect(0,100px,100px,0)', 0],
    ['clip:rect(0,0,0)', 0],
    ['clip:auto', 0],
  ])('of a rectangle: %s', (style, hides) => {
    expect(declared(style).clip).toBe(String(hides))
  })

  it.each<[string, number]>([
    ['circle(0)', 1],
    ['circle(0 at 50% 50%)', 1],
    ['circle(10px at 50% 50%)', 0],
    ['ellipse(10px 0)', 1],
    ['inset(100%)', 1],
    ['inset(50%)', 1],
    ['inset(50% 0)', 1],
    ['inset(0 50%)', 1],
    ['inset(10% 20% 30% 40%)', 0],
    ['inset(50% round 5px)', 1],
    ['inset(10px)', 0],
    ['polygon(0 0, 0 0, 0 0)', 1],
    ['polygon(0 0, 100% 100%, 50% 50%)', 1],
    ['polygon(evenodd, 0 0, 0 0)', 1],
    ['polygon(0 0, 100% 0, 50% 100%)', 0],
    ['polygon(0 0, 10px 0, 50% 100%)', 0],
    ['url(#a)', 0],
    ['none', 0],
  ])('of a path: %s', (path, hides) => {
    expect(declared(`clip-path:${path}`).clip_path).toBe(String(hides))
  })

  it.each<[string, number]>([
    ['transform:scale(0)', SHRUNK],
    ['transform:scale(1, 0)', SHRUNK],
    ['transform:scaleX(-0.01)', SHRUNK],
    ['transform:scale(5%)', SHRUNK],
    ['transform:scale(.5)', 0],
    ['transform:translate(-9999px)', OFF_SCREEN],
    ['transform:translateY(-2000px)', OFF_SCREEN],
    ['transform:translate(-100px, 0)', 0],
    ['transform:rotate(5deg) scale(0)', SHRUNK],
    ['transform:none', 0],
    ['scale:0', SHRUNK],
    ['scale:1 0', SHRUNK],
    ['scale:2', 0],
    ['translate:-9999px', OFF_SCREEN],
    ['translate:10px', 0],
    ['zoom:.01', SHRUNK],
  ])('of what moves and shrinks: %s', (style, effect) => {
    expect(declared(style).transform).toBe(String(effect))
  })

  it('of a zoom of nothing, which browsers take for one', () => {
    expect(declared('zoom:0')).toEqual({})
  })

  it.each<[string, Record<string, number | string>]>([
    ['color:#fff', { color: 0xffffffff }],
    ['color:transparent', { color: 0 }],
    ['color:inherit', { color: 'inherit' }],
    ['color:currentcolor', { color: 'inherit' }],
    ['color:initial', { color: 0xff }],
    ['color:nonsense', {}],
    ['-webkit-text-fill-color:red', { text_fill: 0xff0000ff }],
    ['background-color:#000', { background_color: 0xff }],
    ['background-color:initial', { background_color: 0 }],
    ['background:#fff', { background_color: 0xffffffff, background_image: 0 }],
    ['background:url(a.png)', { background_color: 0, background_image: 1 }],
    ['background:url(a.png) no-repeat #fff', { background_color: 0xffffffff, background_image: 1 }],
    ['background:none', { background_color: 0, background_image: 0 }],
    ['background:inherit', {}],
    ['background-image:url(a.png)', { background_image: 1 }],
    ['background-image:none', { background_image: 0 }],
    ['background-image:image-set("a.png" 1x)', { background_image: 1 }],
    // a gradient of one colour covers as that colour does
    ['background:linear-gradient(#fff, #fff)', { background_color: 0xffffffff, background_image: 0 }],
    [
      'background:linear-gradient(to right, red 0%, red 100%)',
      { background_color: 0xff0000ff, background_image: 0 },
    ],
    [
      'background-image:linear-gradient(45deg, #fff, #ffffff)',
      { background_color: 0xffffffff, background_image: 0 },
    ],
    ['background-image:linear-gradient(#fff, #000)', { background_image: 1 }],
    ['background-image:linear-gradient(transparent, transparent)', { background_image: 1 }],
  ])('of colours and grounds: %s', (style, expected) => {
    const shown = Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, String(value)]))
    expect(declared(style)).toEqual(shown)
  })
})

describe('the picture of a ground', () => {
  it.each<[string, string | undefined]>([
    ['background:url(a.png)', 'a.png'],
    ['background:url("A b.png")', 'A b.png'],
    ["background-image:url('a.png')", 'a.png'],
    ['background:#fff url( a.png ) no-repeat', 'a.png'],
    ['background-image:url(a.png', 'a.png'],
    ['background-image:linear-gradient(#fff,#000)', undefined],
    ['background:#fff', undefined],
  ])('%s is %s', (style, image) => {
    expect(parseDeclarations(style).image).toBe(image)
  })
})

describe('declarations of one style', () => {
  it.each<[string, string]>([
    ['width:1px;width:2px', '2'],
    ['width:1px;width:nonsense', '1'],
    ['width:1px!important;width:2px', '1!'],
    ['width:1px!important;width:2px!important', '2!'],
    ['width:1px;width:2px!important', '2!'],
    ['WIDTH:1PX', '1'],
    ['width : 1px ', '1'],
  ])('%s: %s', (style, width) => {
    expect(declared(style).width).toBe(width)
  })

  it('read every property for itself', () => {
    expect([...READERS.keys()].filter((name) => name !== name.toLowerCase())).toEqual([])
    expect(declared('display:inline-block;color:red;font-family:Arial')).toEqual({
      display: String(INLINE_BLOCK),
      color: String(0xff0000ff),
    })
  })
})
