import { Button } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { Link } from 'react-router'

interface LinkButtonProperties {
  readonly to: string
  readonly children: ReactNode
  readonly variant?: 'filled' | 'default'
  readonly color?: 'petrol' | 'amber'
  readonly size?: 'sm' | 'xs'
}

/** A link that looks like a button; it stays a link by role. */
export function LinkButton({
  to,
  children,
  variant = 'default',
  color = 'petrol',
  size = 'sm',
}: LinkButtonProperties): ReactElement {
  return (
    <Button component={Link} to={to} variant={variant} color={color} size={size}>
      {children}
    </Button>
  )
}
