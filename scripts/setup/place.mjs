// Where things are: the project's folder, the folder the person started from, and the small notes setup leaves
// for the next start. It never runs anything and never decides anything.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));

// The notes live among the packages on purpose: whoever removes node_modules also removes what we believed about it.
const notes = path.join(root, 'node_modules', '.counterfoil');

/** A path inside the project. */
export const inProject = (...parts) => path.join(root, ...parts);

/**
 * npm changes to the project's folder before it runs a script; what a person types is meant from where they stood.
 * INIT_CWD is believed only in that case, because it is inherited by everything a script starts afterwards.
 */
export function callerFolder() {
  const here = process.cwd();
  return path.relative(root, here) === '' ? (process.env.INIT_CWD ?? here) : here;
}

/** What an earlier start noted under this name, or null. A damaged note is no note. */
export function readNote(name) {
  try {
    return JSON.parse(readFileSync(path.join(notes, `${name}.json`), 'utf8'));
  } catch {
    return null;
  }
}

export function writeNote(name, value) {
  mkdirSync(notes, { recursive: true });
  // Written aside and renamed: two starts at once must never read half a note.
  const draft = path.join(notes, `${name}.${process.pid}.tmp`);
  writeFileSync(draft, JSON.stringify(value));
  renameSync(draft, path.join(notes, `${name}.json`));
}

/** The version of an installed package, or null when it is not there. */
export function installedVersion(name) {
  try {
    return JSON.parse(readFileSync(inProject('node_modules', name, 'package.json'), 'utf8')).version;
  } catch {
    return null;
  }
}
