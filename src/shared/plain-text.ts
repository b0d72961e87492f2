/**
 * A text of someone else's, for a terminal or a log: what would move the cursor, begin a line, or
 * turn the direction of writing is written out, as `\u{1b}`.
 */
export function plainText(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )
}
