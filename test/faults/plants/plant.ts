// Plants a bug: rewrites a product file's source as Node loads it, in the till's own process. Owns the rewriting and that
// a bug which cannot be planted stops the till; never touches a file.
import fs from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Cut {
  /** The product's file, as seen from the project. */
  file: string;
  /** What stands there, exactly once. */
  find: string;
  put: string;
}

const projectFolder = path.resolve(import.meta.dirname, '..', '..', '..');

function apply(name: string, cut: Cut, source: string): string {
  const pieces = source.split(cut.find);
  const [before, after] = pieces;
  if (before === undefined || after === undefined || pieces.length !== 2) {
    throw new Error(
      `the bug ${name} cannot be planted: ${cut.file} holds this ${pieces.length - 1} times, not once:\n${cut.find}`,
    );
  }
  return before + cut.put + after;
}

/** Plants a bug of several cuts, or throws: a test that is blind must say so. */
export function plant(name: string, cuts: readonly Cut[]): void {
  const planted = new Map<string, string>();
  for (const cut of cuts) {
    const file = path.join(projectFolder, cut.file);
    const url = pathToFileURL(file).href;
    planted.set(url, apply(name, cut, planted.get(url) ?? fs.readFileSync(file, 'utf8')));
  }
  registerHooks({
    load(url, context, nextLoad) {
      const source = planted.get(url);
      if (source === undefined) return nextLoad(url, context);
      planted.delete(url);
      // Said only when every file has really been loaded in its changed form.
      if (planted.size === 0) process.stderr.write(`planted: ${name}\n`);
      return { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}
