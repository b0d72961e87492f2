import { useId, useLayoutEffect, useRef } from 'react'
import type { ReactElement, ReactNode } from 'react'

interface DialogProperties {
  readonly title: string
  readonly onCancel: () => void
  readonly children: ReactNode
}

/** Over everything else, which can't be reached meanwhile. Escape is no; the focus goes back to where it was. */
export function Dialog({ title, onCancel, children }: DialogProperties): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onCancel()
      }}
    >
      <div className="stack">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  )
}
