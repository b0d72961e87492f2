import { Switch } from '@mantine/core'
import type { ReactElement } from 'react'
import type { ProductRef } from '../../../shared/ids'
import { stopsDriftAgain } from '../../../shared/settings'
import { useChangeSettings, useWorld } from '../store/context'
import { stopDriftAgainText } from '../text/drift'

/** Whether what is started in maintenance is stopped again without asking. */
export function StopDriftAgain({ product }: { product: ProductRef }): ReactElement {
  const isOn = useWorld(({ settings }) => stopsDriftAgain(settings, product))
  const change = useChangeSettings()
  return (
    <Switch
      label={stopDriftAgainText.name}
      description={stopDriftAgainText.meaning}
      checked={isOn}
      onChange={({ currentTarget: { checked: on } }) => change({ stopDriftAgain: { product, on } })}
    />
  )
}
