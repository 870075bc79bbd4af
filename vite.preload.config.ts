// Builds the preload script into dist/main/preload.cjs. A sandboxed preload is CommonJS in one file and may require
// nothing but electron, so everything else is bundled into it.
import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  resolve: { conditions: ['node'] },
  build: {
    outDir: 'dist/main',
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    reportCompressedSize: false,
    lib: { entry: 'src-main/shell/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
});
