/** CSS colours, as numbers `rgb * 256 + alpha` with eight bits each. */

const NAMED = new Map<string, number>()
const TABLE =
  'aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black 000000 ' +
  'blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 ' +
  'chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b ' +
  'darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta ' +
  '8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f ' +
  'darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 ' +
  'deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen ' +
  '228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 ' +
  'greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c ' +
  'lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan ' +
  'e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ' +
  'ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de ' +
  'lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa ' +
  'mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee ' +
  'mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ' +
  'ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 ' +
  'orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee palevioletred db7093 ' +
  'papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple ' +
  '663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 ' +
  'seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow ' +
  'fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ' +
  'ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32 ' +
  // system colours under a light theme
  'window ffffff windowtext 000000 canvas ffffff canvastext 000000 buttonface f0f0f0 buttontext 000000'
const words = TABLE.split(' ')
for (let i = 0; i < words.length; i += 2) NAMED.set(words[i], Number.parseInt(words[i + 1], 16) * 256 + 255)
NAMED.set('transparent', 0)

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1
}

function parseHex(value: string): number | undefined {
  const digits = value.length - 1
  if (digits !== 3 && digits !== 4 && digits !== 6 && digits !== 8) return undefined
  const short = digits < 5
  let color = 0
  for (let i = 1; i < value.length; i++) {
    const digit = hexDigit(value.charCodeAt(i))
    if (digit < 0) return undefined
    color = short ? color * 256 + digit * 17 : color * 16 + digit
  }
  return digits === 3 || digits === 6 ? color * 256 + 255 : color
}

function byte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)))
}

function fromHsl(hue: number, saturation: number, lightness: number): number {
  const h = (((hue % 360) + 360) % 360) / 30
  const a = saturation * Math.min(lightness, 1 - lightness)
  const channel = (n: number) => {
    const k = (n + h) % 12
    return byte(255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return (channel(0) * 256 + channel(8)) * 256 + channel(4)
}

/** `rgb()`, `rgba()`, `hsl()` and `hsla()`, with commas or spaces. */
function parseFunction(value: string): number | undefined {
  const open = value.indexOf('(')
  if (open < 0 || value.length > 200) return undefined
  const name = value.slice(0, open)
  const hsl = name === 'hsl' || name === 'hsla'
  if (!hsl && name !== 'rgb' && name !== 'rgba') return undefined
  const close = value.indexOf(')', open)
  const inside = value.slice(open + 1, close < 0 ? value.length : close)
  const parts = inside
    .replaceAll(',', ' ')
    .replaceAll('/', ' ')
    .split(' ')
    .filter((part) => part !== '')
  if (parts.length < 3 || parts.length > 4) return undefined
  const n = parts.map(Number.parseFloat)
  if (n.some(Number.isNaN)) return undefined
  let rgb: number
  if (hsl) rgb = fromHsl(n[0], Math.min(1, Math.max(0, n[1] / 100)), Math.min(1, Math.max(0, n[2] / 100)))
  else {
    const channel = (i: number) => byte(parts[i].endsWith('%') ? (n[i] * 255) / 100 : n[i])
    rgb = (channel(0) * 256 + channel(1)) * 256 + channel(2)
  }
  const alpha = parts.length < 4 ? 255 : byte(parts[3].endsWith('%') ? (n[3] * 255) / 100 : n[3] * 255)
  return rgb * 256 + alpha
}

/** A CSS colour in lower case; undefined where it is none. */
export function parseColor(value: string): number | undefined {
  if (value.charCodeAt(0) === 0x23) return parseHex(value)
  return NAMED.get(value) ?? parseFunction(value)
}

/** A colour in a legacy attribute such as `bgcolor`, where almost anything is some colour (WHATWG HTML 2.3.6). */
export function parseLegacyColor(given: string): number | undefined {
  const value = given.trim().toLowerCase().slice(0, 128)
  if (value === '' || value === 'transparent') return undefined
  const exact =
    NAMED.get(value) ?? (value.length === 4 && value.startsWith('#') ? parseHex(value) : undefined)
  if (exact !== undefined) return exact
  let digits = value.startsWith('#') ? value.slice(1) : value
  digits = Array.from(digits, (c) => (hexDigit(c.charCodeAt(0)) < 0 ? '0' : c)).join('')
  while (digits.length === 0 || digits.length % 3 !== 0) digits += '0'
  const length = digits.length / 3
  let parts = [0, 1, 2].map((i) => digits.slice(i * length, (i + 1) * length).slice(-8))
  while (parts[0].length > 2 && parts.every((part) => part.startsWith('0')))
    parts = parts.map((part) => part.slice(1))
  let color = 0
  for (const part of parts) color = color * 256 + Number.parseInt(part.slice(0, 2), 16)
  return color * 256 + 255
}

/** `over` laid on the opaque `under`. */
export function blend(over: number, under: number): number {
  const alpha = (over % 256) / 255
  if (alpha === 1) return over
  let color = 0
  for (const shift of [0x1000000, 0x10000, 0x100]) {
    const top = Math.floor(over / shift) % 256
    const bottom = Math.floor(under / shift) % 256
    color = color * 256 + byte(top * alpha + bottom * (1 - alpha))
  }
  return color * 256 + 255
}

function linear(value: number): number {
  const share = value / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
const LINEAR = Array.from({ length: 256 }, (_, value) => linear(value))

function luminance(color: number): number {
  const red = LINEAR[Math.floor(color / 0x1000000) % 256]
  const green = LINEAR[Math.floor(color / 0x10000) % 256]
  return 0.2126 * red + 0.7152 * green + 0.0722 * LINEAR[Math.floor(color / 0x100) % 256]
}

/** WCAG 2 contrast of two opaque colours, 1 to 21. */
export function contrast(a: number, b: number): number {
  const first = luminance(a)
  const second = luminance(b)
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05)
}
