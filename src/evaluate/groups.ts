/** Which messages belong together: copies, near copies, and messages of one kit. No group may be on both sides of a test. */
import type { Traits } from './observe.ts'
import { bands, hash, likeness } from './sketch.ts'

/** How much of their words, or of their tags, two messages must have in common. */
const ALIKE = { visible: 0.6, hidden: 0.6, tags: 0.8 } as const

/**
 * The group of each message, named by the lowest index of its members: messages with the same bytes after the header, those
 * of one source of legitimate mail, and messages whose visible text, hidden text or sequence of tags is nearly the same, and whatever hangs together by
 * these. Takes time in proportion to the number of messages: each is compared with one that came before in each of its
 * bands.
 */
export function groupMessages(traits: readonly Traits[]): number[] {
  const parents = traits.map((_, i) => i)
  const find = (i: number): number => {
    let root = i
    while (parents[root] !== root) root = parents[root]
    for (let at = i; parents[at] !== root; ) [at, parents[at]] = [parents[at], root]
    return root
  }
  const join = (i: number, j: number): void => {
    const [low, high] = [find(i), find(j)].sort((a, b) => a - b)
    parents[high] = low
  }

  const sources = new Map<string, number>()
  const bodies = new Map<string, number>()
  const seen = new Map<string, number>()
  for (const [i, one] of traits.entries()) {
    if (one.body === '') continue
    const sibling = one.source === undefined ? undefined : sources.get(one.source)
    if (sibling !== undefined) join(i, sibling)
    else if (one.source !== undefined) sources.set(one.source, i)
    const copy = bodies.get(one.body)
    if (copy !== undefined) {
      join(i, copy)
      continue
    }
    bodies.set(one.body, i)
    for (const trait of ['visible', 'hidden', 'tags'] as const) {
      const own = one[trait]
      if (!own) continue
      for (const band of bands(own)) {
        const key = `${trait} ${band}`
        const other = seen.get(key)
        if (other === undefined) seen.set(key, i)
        else if (find(other) !== find(i) && likeness(own, traits[other][trait]!) >= ALIKE[trait])
          join(i, other)
      }
    }
  }
  return traits.map((_, i) => find(i))
}

/** The fold, 0 to `folds` - 1, that a group is in: by a hash of its name, so that it stays there when other groups come. */
export function foldOf(group: string, folds: number): number {
  return hash(group) % folds
}
