import { Button } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { Link } from 'react-router'

interface LinkButtonProperties {
  readonly to: string
  readonly children: ReactNode
  readonly variant?: 'filled' | 'default'
  readonly color?: 'petrol' | 'amber'
  readonly size?: 'sm' | 'xs' | 'compact-sm'
  /** What it is called where its text alone would not tell. */
  readonly label?: string
}

/** A link that looks like a button; it stays a link by role. */
export function LinkButton({
  to,
  children,
  variant = 'default',
  color = 'petrol',
  size = 'sm',
  label,
}: LinkButtonProperties): ReactElement {
  return (
    <Button
      component={Link}
      to={to}
      variant={variant}
      color={color}
      size={size}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {children}
    </Button>
  )
}
