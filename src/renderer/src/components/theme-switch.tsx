import { SegmentedControl, VisuallyHidden } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import type { ComponentType, ReactElement } from 'react'
import { theme as themes } from '../../../shared/settings'
import type { Theme } from '../../../shared/settings'
import { themeText } from '../text/settings'

const icons: Readonly<Record<Theme, ComponentType<{ size: number; 'aria-hidden': true }>>> = {
  system: IconDeviceDesktop,
  light: IconSun,
  dark: IconMoon,
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
        const name = themeText[value]
        const Icon = icons[value]
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
