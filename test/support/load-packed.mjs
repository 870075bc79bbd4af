// Run by a plain Node inside an unpacked program: loads everything that its built main process names, with a stand-in for
// Electron alone, and prints the packages that were loaded on the way. Knows no package by name but that one.
import { readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const main = path.resolve('dist/main');
const asked = pathToFileURL(path.join(main, 'main.js')).href;
const loaded = new Set();
const electron = `
  const { EventEmitter } = require('node:events');
  const app = { getVersion: () => '0.1.0', getName: () => 'till', whenReady: async () => {}, isPackaged: true };
  module.exports = { app, autoUpdater: new EventEmitter(), net: {}, session: {} };`;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: 'stand-in:electron', format: 'commonjs', shortCircuit: true };
    // What this file asks for is looked up as if the main process had asked.
    const parentURL = context.parentURL === import.meta.url ? asked : context.parentURL;
    const found = next(specifier, { ...context, parentURL });
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(found.url)?.[1];
    if (name !== undefined) loaded.add(name);
    if (found.url.startsWith('file:') && !found.url.startsWith(pathToFileURL(process.cwd()).href)) {
      throw new Error(`${specifier} was found outside the program: ${found.url}`);
    }
    return found;
  },
  load(url, context, next) {
    if (url !== 'stand-in:electron') return next(url, context);
    return { format: 'commonjs', source: electron, shortCircuit: true };
  },
});

const names = new Set();
for (const file of readdirSync(main).filter((name) => name.endsWith('.js'))) {
  const code = readFileSync(path.join(main, file), 'utf8');
  // Statements begin their line; a bundled package's words may quote anything behind a `from`.
  const named = /(?:^(?:import|export) (?:[^"'\n]* from )?|\bimport\()["']([^"'.][^"']*)["']/gm;
  for (const [, name] of code.matchAll(named)) names.add(name);
  // The program and its workers start by being loaded.
  if (file !== 'main.js' && !file.endsWith('.worker.js'))
    await import(pathToFileURL(path.join(main, file)).href);
}
for (const name of names) await import(name);
process.stdout.write(JSON.stringify({ names: [...names], loaded: [...loaded] }));
process.exit(0);
