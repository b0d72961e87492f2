import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'

// The oldest runtime that Tagout runs on is Electron 33 (Node 20.18, Chromium 130).
const node = 'node20.18'
const chromium = 'chrome130'

/**
 * What packages load for what Tagout doesn't do: tedious, to sign in with Azure's directory;
 * dockerode, to build images and for an SSH client of its own.
 */
const unused = /^(@azure\/(identity|keyvault-keys)|@grpc\/(grpc-js|proto-loader)|protobufjs|ssh2)$/
const withoutUnused = {
  name: 'without-unused',
  enforce: 'pre' as const,
  resolveId: (id: string) => (unused.test(id) ? '\0unused' : null),
  load: (id: string) => (id === '\0unused' ? 'export {}' : null),
}

/** How main is bundled: with all that it needs, but for Electron and what is made for a platform. */
export const mainBundle = {
  plugins: [withoutUnused],
  target: node,
  external: ['electron', /\.node$/, 'cpu-features', 'pg-native'],
}

export default defineConfig({
  main: {
    plugins: mainBundle.plugins,
    build: {
      target: mainBundle.target,
      externalizeDeps: false,
      minify: true,
      rolldownOptions: {
        input: { index: 'src/main/index.ts', cli: 'src/cli/index.ts' },
        external: mainBundle.external,
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
