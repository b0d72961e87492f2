interface Focusable {
  getInputNode(path: string): HTMLElement | null
}

/** Of the faulty fields, the first one on the page gets the focus. */
export function focusFirst(form: Focusable, faulty: readonly string[]): void {
  const nodes = faulty.flatMap((path) => form.getInputNode(path) ?? [])
  const isBefore = (one: HTMLElement, other: HTMLElement): boolean =>
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  nodes.sort((one, other) => (isBefore(one, other) ? -1 : 1))[0]?.focus()
}
