// The program as it is built, in a copy of its own: whoever builds meanwhile changes nothing in a run. Owns no measuring.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { programFolder } from './folder.ts';

export interface Built {
  /** The bundled main process. */
  main: string;
  /** The built screen. */
  screen: string;
}

const root = path.join(import.meta.dirname, '..');

/** Builds what has changed and copies it; Node finds the packages from there as it does from the project. */
export function buildProgram(): Built {
  execFileSync(process.execPath, ['scripts/build.mjs'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  fs.cpSync(path.join(root, 'dist'), programFolder, { recursive: true });
  // It says what kind of modules these are; where it is missing, Node reads each twice to find out.
  fs.cpSync(path.join(root, 'package.json'), path.join(programFolder, 'package.json'));
  return { main: path.join(programFolder, 'main', 'main.js'), screen: path.join(programFolder, 'renderer') };
}
