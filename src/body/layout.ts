/** The visible message as pictures and text: what a picture lure looks like, whatever its markup. */
import type { Body } from './body.ts'
import type { BodyImage, BodyLink } from './reading.ts'

export interface Layout {
  /** Pictures that the reader sees: neither hidden nor as small as a tracking pixel or spacer. */
  pictures: BodyImage[]
  /** Those of them that lead somewhere. */
  linked: BodyImage[]
  /** Visible code points that are not white space. */
  text: number
  /** Links that are not hidden and lead to a web address. */
  links: BodyLink[]
}

/** Visible characters below which a message is short. */
export const SHORT_TEXT = 1200
/** Visible characters below which pictures carry a message. */
export const THIN = 400
/** Catalogues have more links than this. */
export const FEW_LINKS = 12
/** CSS pixels; smaller pictures are spacers, tracking pixels and icons. */
const MIN_SIDE = 40

export function readLayout(body: Body): Layout {
  const pictures = body.images.filter(isPicture)
  return {
    pictures,
    linked: pictures.filter(({ link, mapped }) => link !== undefined || mapped === true),
    text: body.visible.characters,
    links: body.links.filter(({ hidden, href }) => !hidden && isWebAddress(href)),
  }
}

/** A declared size counts; without one a picture may be of any size. */
function isPicture({ hidden, width, height }: BodyImage): boolean {
  return !hidden && (width ?? MIN_SIDE) >= MIN_SIDE && (height ?? MIN_SIDE) >= MIN_SIDE
}

function isWebAddress(href: string): boolean {
  const scheme = href.trimStart().slice(0, 8).toLowerCase()
  return scheme.startsWith('http://') || scheme.startsWith('https://') || scheme.startsWith('//')
}
