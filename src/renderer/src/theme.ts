import { createTheme } from '@mantine/core'
import type {
  CSSVariablesResolver,
  MantineColorScheme,
  MantineColorSchemeManager,
  MantineColorsTuple,
} from '@mantine/core'

const petrol: MantineColorsTuple = [
  '#e8f5f7',
  '#d2e8ec',
  '#a6d2d9',
  '#76bbc6',
  '#4fa8b5',
  '#349baa',
  '#1f8e9d',
  '#14747f',
  '#0b6069',
  '#064a52',
]
const amber: MantineColorsTuple = [
  '#fdf3df',
  '#fae4b8',
  '#f5cb7c',
  '#efb247',
  '#e39a1e',
  '#cc820b',
  '#b56c04',
  '#a05a00',
  '#864a00',
  '#673800',
]
/** Slate rather than neutral grey, so that surfaces and text keep one hue. */
const dark: MantineColorsTuple = [
  '#e3e8ec',
  '#c3cbd2',
  '#a5b0ba',
  '#7b8792',
  '#4a545d',
  '#38414a',
  '#282f36',
  '#1c2227',
  '#161b1f',
  '#101417',
]

// As in base.css.
const systemFont = 'var(--font)'
const monospaceFont =
  "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', 'Liberation Mono', monospace"

export const theme = createTheme({
  colors: { petrol, amber, dark },
  primaryColor: 'petrol',
  // Both carry white text at 4.5:1 and more.
  primaryShade: { light: 8, dark: 7 },
  fontFamily: systemFont,
  fontFamilyMonospace: monospaceFont,
  headings: { fontFamily: systemFont, fontWeight: '600' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
})

/** Mantine's colours for dimmed text and placeholders fall short of 4.5:1; ours are in base.css. */
export const cssVariables: CSSVariablesResolver = () => {
  const ours = {
    '--mantine-color-body': 'var(--canvas)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-muted)',
    '--mantine-color-placeholder': 'var(--ink-muted)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--surface-raised)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--danger-ink)',
    '--mantine-color-anchor': 'var(--link)',
  }
  return { variables: {}, light: ours, dark: ours }
}

/** Main keeps what was chosen. Mantine's own would have the first paint wait for the page's storage. */
export const colorSchemes: MantineColorSchemeManager = {
  get: (preset: MantineColorScheme) => preset,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
}
