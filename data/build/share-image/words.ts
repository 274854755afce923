/** Words into lines, as many as fit each. What does not fit into `maxLines` is cut, and the result not whole. */
export function breakLines(
  words: string,
  maxLines: number,
  fits: (line: string) => boolean,
): { lines: string[]; isWhole: boolean } {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  const isWhole = lines.length <= maxLines && lines.every(fits)
  if (isWhole) return { lines, isWhole }
  const kept = lines.slice(0, maxLines).map((line) => cut(line, fits))
  const last = kept.pop() ?? ''
  return { lines: [...kept, lines.length > maxLines ? cut(`${last}…`, fits) : last], isWhole }
}

/** The line, or as many of its words (of one word, characters) as fit before an ellipsis. */
function cut(line: string, fits: (line: string) => boolean): string {
  let kept = line.replace(/…$/, '')
  let shown = line
  while (!fits(shown) && kept.length > 1) {
    kept = kept.includes(' ') ? kept.slice(0, kept.lastIndexOf(' ')) : kept.slice(0, -1)
    shown = `${kept}…`
  }
  return shown
}
