import { SegmentedControl, VisuallyHidden } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import type { ComponentType, ReactElement } from 'react'
import { theme as themes } from '../../../shared/ipc'
import type { Theme } from '../../../shared/ipc'

const choices: Readonly<
  Record<Theme, { name: string; Icon: ComponentType<{ size: number; 'aria-hidden': true }> }>
> = {
  system: { name: 'System', Icon: IconDeviceDesktop },
  light: { name: 'Light', Icon: IconSun },
  dark: { name: 'Dark', Icon: IconMoon },
}

interface ThemeSwitchProperties {
  readonly theme: Theme
  readonly onChange: (theme: Theme) => void
}

export function ThemeSwitch({ theme, onChange }: ThemeSwitchProperties): ReactElement {
  return (
    <SegmentedControl
      aria-label="Theme"
      size="xs"
      value={theme}
      onChange={(value) => onChange(themes.parse(value))}
      data={themes.options.map((value) => {
        const { name, Icon } = choices[value]
        return {
          value,
          label: (
            <span className="segment" title={`${name} theme`}>
              <Icon size={16} aria-hidden />
              <VisuallyHidden>{name}</VisuallyHidden>
            </span>
          ),
        }
      })}
    />
  )
}
