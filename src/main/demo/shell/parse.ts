/**
 * The part of the shell's language that containers of the demo engine understand: commands,
 * quotes, `;` `&` `&&` `||` `!` and `{ …; }`. No variables, loops or redirections.
 */
export type Node =
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | { readonly kind: 'chain'; readonly first: Node; readonly then: readonly Link[] }
  | { readonly kind: 'not'; readonly node: Node }
  | { readonly kind: 'command'; readonly words: readonly string[] }

export interface Item {
  readonly node: Node
  readonly inBackground: boolean
}

export interface Link {
  readonly after: 'success' | 'failure'
  readonly node: Node
}

type Token = { readonly operator: string } | { readonly word: string }

/** null: it is not of that part. */
export function parseScript(script: string): Node | null {
  const tokens = tokensIn(script)
  if (tokens === null) return null
  const reader = readerOf(tokens)
  const list = listIn(reader)
  return reader.peek() === null ? list : null
}

const lexeme =
  /\s*(?:(&&|\|\||[;&\n!{}](?=[\s;&|]|$)|[;&])|((?:'[^']*'|"[^"$`\\]*"|[^\s;&|'"$`\\<>()])+))/y

function tokensIn(script: string): readonly Token[] | null {
  const tokens: Token[] = []
  const text = script.trim()
  lexeme.lastIndex = 0
  while (lexeme.lastIndex < text.length) {
    const [, operator, word] = lexeme.exec(text) ?? []
    if (operator !== undefined) tokens.push({ operator })
    else if (word !== undefined) tokens.push({ word: word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2') })
    else return null
  }
  return tokens
}

interface Reader {
  peek(): Token | null
  /** Whether the next one is that operator, which is then read. */
  takes(operator: string): boolean
  takeWord(): string | null
}

function readerOf(tokens: readonly Token[]): Reader {
  let at = 0
  const isAt = (operator: string): boolean => {
    const token = tokens[at]
    return token !== undefined && 'operator' in token && token.operator === operator
  }
  return {
    peek: () => tokens[at] ?? null,
    takes: (operator) => {
      if (!isAt(operator)) return false
      at++
      return true
    },
    takeWord: () => {
      const token = tokens[at]
      if (token === undefined || !('word' in token)) return null
      at++
      return token.word
    },
  }
}

function listIn(reader: Reader): Node | null {
  const items: Item[] = []
  for (;;) {
    const next = reader.peek()
    if (next === null || ('operator' in next && next.operator === '}')) break
    const node = chainIn(reader)
    if (node === null) return null
    const inBackground = reader.takes('&')
    items.push({ node, inBackground })
    if (!inBackground && !reader.takes(';') && reader.peek() !== null) break
  }
  return items.length === 0 ? null : { kind: 'list', items }
}

function chainIn(reader: Reader): Node | null {
  const first = commandIn(reader)
  if (first === null) return null
  const then: Link[] = []
  for (;;) {
    const after = reader.takes('&&') ? 'success' : reader.takes('||') ? 'failure' : null
    if (after === null) return then.length === 0 ? first : { kind: 'chain', first, then }
    const node = commandIn(reader)
    if (node === null) return null
    then.push({ after, node })
  }
}

function commandIn(reader: Reader): Node | null {
  if (reader.takes('!')) {
    const node = commandIn(reader)
    return node && { kind: 'not', node }
  }
  if (reader.takes('{')) {
    const list = listIn(reader)
    return reader.takes('}') ? list : null
  }
  const words: string[] = []
  for (let word = reader.takeWord(); word !== null; word = reader.takeWord()) words.push(word)
  return words.length === 0 ? null : { kind: 'command', words }
}
