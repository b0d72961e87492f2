/**
 * A file of apt's sources for another release; null: it says nothing of this one.
 * @param {string} name of the file: `.list` has a source a line, `.sources` a paragraph each
 * @param {string} text
 * @param {string} from the codename of this release
 * @param {string} to that of the other
 */
export function sourcesOf(name, text, from, to) {
  const suite = new RegExp(`(?<=^|\\s)${from}(?=-|\\s|$)`, 'g')
  if (name.endsWith('.list')) {
    const lines = text.split('\n').filter((line) => /^deb\s/.test(line) && line.search(suite) >= 0)
    return lines.length === 0 ? null : `${lines.join('\n').replace(suite, to)}\n`
  }
  if (!name.endsWith('.sources')) return null
  const paragraphs = text
    .split(/\n\s*\n/)
    .filter((paragraph) => suitesIn(paragraph).search(suite) >= 0)
  if (paragraphs.length === 0) return null
  return `${paragraphs
    .map((paragraph) => paragraph.replace(/^Suites:.*$/m, (line) => line.replace(suite, to)))
    .join('\n\n')}\n`
}

/** @param {string} paragraph */
function suitesIn(paragraph) {
  return /^Suites:(.*)$/m.exec(paragraph)?.[1] ?? ''
}
