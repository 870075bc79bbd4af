// Builds the main process into dist/main as ES modules for the Node inside Electron. Packages of plain JavaScript are bundled
// with it: at each start, finding and reading their hundreds of files took longer than opening the books. The native
// ones cannot be, and what few tills need is left where only they read it; the package carries all of them.
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const LEFT_OUTSIDE = [
  'better-sqlite3',
  'electron',
  'electron-updater',
  'escpos',
  'iconv-lite',
  'node-hid',
  'qr-image',
  'serialport',
  'usb',
];

const WORKER_ADDRESS = /new URL\(\s*["'](\.\/[^"']+)\.worker\.ts["'],\s*import\.meta\.url,?\s*\)/g;

/**
 * A worker is started by `new URL('./name.worker.ts', import.meta.url)`, which plain Node takes as it stands. In the
 * bundle that file would be missing: it is emitted as an entry of its own beside main.js, and the address follows it.
 */
function workerEntries(): Plugin {
  return {
    name: 'counterfoil:worker-entries',
    transform(code, id) {
      if (!code.includes('.worker.ts')) return null;
      const bundled = code.replaceAll(WORKER_ADDRESS, (_, file: string) => {
        const fileName = `${path.basename(file)}.worker.js`;
        this.emitFile({ type: 'chunk', id: path.resolve(path.dirname(id), `${file}.worker.ts`), fileName });
        return `new URL('./${fileName}', import.meta.url)`;
      });
      // No line moves, so the map of the step before still holds.
      return { code: bundled, map: null };
    },
  };
}

export default defineConfig({
  publicDir: false,
  plugins: [workerEntries()],
  ssr: { noExternal: true, external: LEFT_OUTSIDE },
  build: {
    ssr: 'src-main/main.ts',
    outDir: 'dist/main',
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: { output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' } },
  },
});
