/** Where a message lies, as the records of JSON have it. */
export interface Place {
  /** The file. */
  path: string
  /** The name within the outermost archive, where it is in one. Its sender chose it. */
  member?: string
}

/** Takes `archive!/member` apart; a folder may bear a name with `!/` in it, so that the path alone does not tell. */
export function placeOf(name: string, member: string | undefined): Place {
  if (member === undefined || !name.endsWith(`!/${member}`)) return { path: name.toWellFormed() }
  const path = name.slice(0, name.length - member.length - 2)
  return { path: path.toWellFormed(), member: member.toWellFormed() }
}
