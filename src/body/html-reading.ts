/** What reading the HTML of a message yields. */
import type { Limits } from '../mime/limits.ts'
import type { BodyDestination } from './destinations.ts'
import type { PictureSize } from './picture-size.ts'
import type { TextPart } from './text-part.ts'
import type { TextRun } from './text-run.ts'
import type { BuiltText } from './visible-text.ts'

export interface BodyImage {
  source: TextPart
  /** The tag. */
  start: number
  end: number
  kind: 'img' | 'background' | 'input'
  /** As written, character references decoded; empty where there is none. */
  src: string
  /** Declared size in CSS pixels. */
  width?: number
  height?: number
  alt?: string
  /** Index into the links; absent where it is not linked. */
  link?: number
  hidden: boolean
  /** Is cut into areas that are links of their own. */
  mapped?: boolean
  /** Pixels of the picture itself, where no size is declared and it came with the message. */
  intrinsic?: PictureSize
  /** Index in the visible text of what follows it. */
  textAt: number
  /** Index of the innermost table's start tag, -1 outside of tables. */
  table: number
}

/** Line breaks in a row. */
export interface BodyGap {
  source: TextPart
  lines: number
  /** Index of what follows them. */
  start: number
  /** Index in the visible text of what follows them. */
  textAt: number
}

export interface BodyLink {
  source: TextPart
  /** From its start tag to where it closes. */
  start: number
  end: number
  kind: 'a' | 'area'
  href: string
  hidden: boolean
  /** Its words in the visible text; equal where it has none. */
  textStart: number
  textEnd: number
  hasImage: boolean
}

export interface HtmlLimit {
  limit: 'htmlDepth' | 'htmlTags' | 'styleRules'
  value: number
  /** Source index where reading stopped or became coarse. */
  start: number
}

export interface HtmlReading {
  runs: TextRun[]
  images: BodyImage[]
  links: BodyLink[]
  /** Addresses besides those of links and pictures. */
  destinations: BodyDestination[]
  /** What relative addresses begin with, as the HTML says it. */
  base: string | undefined
  gaps: BodyGap[]
  /** As a browser shows it: white space folded, blocks and breaks as newlines; texts for pictures left out. */
  visible: BuiltText
  /**
   * Where what is seen stands, in its order: for each text the hash of the names of the blocks that it is in, once where several
   * follow one another in a block, for each picture the same with the picture. What is hidden and what only sets type changes
   * nothing of it. At most 1024.
   */
  places: number[]
  counts: {
    elements: number
    /** Elements that HTML does not know. */
    unknownElements: number
    comments: number
    /** `<html>` and `<body>` tags after the first. */
    extraRoots: number
  }
  limits: HtmlLimit[]
}

export type HtmlLimits = Pick<Limits, HtmlLimit['limit'] | 'links'>
