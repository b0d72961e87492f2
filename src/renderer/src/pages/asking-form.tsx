import { Button } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import type { ReactElement, ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { ProductView } from '../../../shared/product'
import { productPath } from '../paths'

interface AskingFormProperties {
  readonly product: ProductView
  /** What the button says that confirms. */
  readonly submit: string
  readonly color: 'amber' | 'petrol'
  readonly pending?: boolean
  /** Why it can't be confirmed now; null when it can. */
  readonly obstacle: string | null
  readonly children: ReactNode
  readonly onSubmit: () => void
}

/** The two buttons and their keys: Ctrl+Enter confirms, Escape goes back. */
export function AskingForm({
  product,
  submit: submitText,
  color,
  pending = false,
  obstacle,
  children,
  onSubmit,
}: AskingFormProperties): ReactElement {
  const navigate = useNavigate()
  const cancel = (): void => void navigate(productPath(product))
  const submit = (): void => {
    if (obstacle === null && !pending) onSubmit()
  }
  useHotkeys(
    [
      ['mod+Enter', submit],
      [
        'Escape',
        ({ target }) => {
          // In the header's list of environments, Escape closes that list.
          const isInDialog = target instanceof Element && target.closest('[role=dialog]') !== null
          if (!isInDialog) cancel()
        },
      ],
    ],
    [],
  )
  return (
    <form
      className="panel panel-body stack-wide"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {children}
      {obstacle === null ? null : (
        <p id="obstacle" className="strong" role="status">
          {obstacle}
        </p>
      )}
      <div className="row">
        <Button
          type="submit"
          color={color}
          loading={pending}
          disabled={obstacle !== null}
          {...(obstacle === null ? {} : { 'aria-describedby': 'obstacle' })}
        >
          {submitText}
        </Button>
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
        <span className="small muted push">
          <kbd>Ctrl</kbd> + <kbd>Enter</kbd> confirms, <kbd>Esc</kbd> cancels
        </span>
      </div>
    </form>
  )
}
