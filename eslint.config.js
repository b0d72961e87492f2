import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'

/** A layer and the imports it has no business with. */
function layer(files, ignores, patterns) {
  return { files, ignores, rules: { 'no-restricted-imports': ['error', { patterns }] } }
}

const engineVendor = {
  regex: '^(dockerode|docker-modem)$',
  message: 'Only src/main/docker knows the vendor.',
}

export default tseslint.config(
  { ignores: ['out/', 'node_modules/', 'screenshots/', 'bench-results/', 'test-results/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  { files: ['src/renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  {
    files: ['test/e2e/**/*.ts'],
    // How Playwright has it that a fixture uses no other.
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  { files: ['**/*.js'], languageOptions: { globals: globals.node } },
  {
    files: ['test/bench/start/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { ...globals.node, ...globals.browser } },
  },
  layer(
    ['src/shared/**'],
    ['src/shared/api/**'],
    [{ regex: '^(?!\\./|zod$)', message: 'Shared imports nothing but zod.' }],
  ),
  layer(
    ['src/shared/api/**'],
    [],
    [{ regex: '^(?!\\.\\.?/[a-z-]+$|zod$)', message: 'Shared imports nothing but zod.' }],
  ),
  layer(
    ['src/main/maintenance/**'],
    [],
    [
      {
        regex: '^(?!\\./|\\.\\./\\.\\./shared/)',
        message: 'The core imports itself and src/shared.',
      },
    ],
  ),
  layer(
    ['src/main/products/**'],
    [],
    [
      {
        regex: '^(?!\\./|\\.\\./\\.\\./shared/)',
        message: 'Products import themselves and src/shared.',
      },
    ],
  ),
  layer(
    ['src/renderer/**'],
    [],
    [
      engineVendor,
      { regex: '^(electron|node:)|/(main|preload)/', message: 'The page has its bridge, no more.' },
    ],
  ),
  layer(
    ['src/cli/**'],
    [],
    [
      engineVendor,
      {
        regex: '^electron|/(main|preload|renderer)/',
        message: 'The command line knows the API alone.',
      },
    ],
  ),
  layer(['src/main/**'], ['src/main/{docker,maintenance,products}/**'], [engineVendor]),
)
