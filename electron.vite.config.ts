import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'

// The oldest runtime that Tagout runs on is Electron 33 (Node 20.18, Chromium 130).
const node = 'node20.18'
const chromium = 'chrome130'

export default defineConfig({
  main: {
    build: {
      target: node,
      externalizeDeps: false,
      minify: true,
      rolldownOptions: {
        input: { index: 'src/main/index.ts' },
        external: ['electron', /\.node$/, 'cpu-features'],
      },
    },
  },
  preload: {
    build: {
      target: node,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      target: chromium,
      minify: true,
      rolldownOptions: { input: resolve('src/renderer/index.html') },
    },
  },
})
