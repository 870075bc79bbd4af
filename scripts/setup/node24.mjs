// Finds the Node that may run the till: better-sqlite3 brings a Node below 22 down, and only 24 runs our TypeScript
// as it is. It never downloads one; the pinned ones come with the packages.
import { existsSync } from 'node:fs';
import { inProject } from './place.mjs';
import { Trouble } from './trouble.mjs';

const OLDEST_FOR_SCRIPTS = 20;
const OLDEST_FOR_TILL = 24;

const major = Number(process.versions.node.split('.')[0]);

export function refuseUnfitNode() {
  if (major >= OLDEST_FOR_SCRIPTS) return;
  throw new Trouble(
    `This is Node ${process.versions.node}; Counterfoil installs itself with Node ${OLDEST_FOR_SCRIPTS} or newer. Install that and start again.`,
  );
}

/** The path of a Node >= 24: the one we run under, else the pinned one among the packages. */
export function node24() {
  if (major >= OLDEST_FOR_TILL) return process.execPath;
  const isWindows = process.platform === 'win32';
  const machine = `${isWindows ? 'win' : process.platform}-${process.arch}`;
  const pinned = inProject('node_modules', `node-${machine}`, 'bin', isWindows ? 'node.exe' : 'node');
  if (existsSync(pinned)) return pinned;
  throw new Trouble(
    `Counterfoil runs on Node ${OLDEST_FOR_TILL}; this is Node ${process.versions.node}, and no pinned Node exists for this machine (${machine}). ` +
      `Install Node ${OLDEST_FOR_TILL} or newer and start again.`,
  );
}
