// Makes a plain Node a process that takes itself for Electron: loaded before the product by `--import`, it answers
// `import 'electron'` with the stand-in. Nothing of the product knows of it.
import { registerHooks } from 'node:module';

const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : nextResolve(specifier, context),
});

// What the product goes by: choose.ts.
Object.defineProperty(process.versions, 'electron', { value: '0.0.0-stand-in', enumerable: true });
Object.defineProperty(process, 'defaultApp', { value: true });
