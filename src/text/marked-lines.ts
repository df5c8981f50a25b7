/**
 * Beginnings of the lines at the end of a text that hold one of the marks, from the last to the first: down to a gap of more than
 * `slack` code units without a mark. `marks` are indices in ascending order.
 */
export function lastMarkedLines(text: string, marks: readonly number[], slack: number): number[] {
  const starts: number[] = []
  let next = text.length
  for (let i = marks.length - 1; i >= 0; i--) {
    const mark = marks[i]
    if (mark >= next) continue
    const newline = text.indexOf('\n', mark)
    if (next - (newline < 0 ? text.length : newline) > slack) break
    next = text.lastIndexOf('\n', mark) + 1
    starts.push(next)
  }
  return starts
}
