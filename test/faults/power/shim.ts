// Compiles the recorder (shim.c) once for each of its texts and says what a till must be started with to be under it. Owns
// the environment's words; reads no record.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const source = path.join(import.meta.dirname, 'shim.c');

/** Why this machine cannot record a till, or null. */
export function whyNoShim(): string | null {
  if (process.platform !== 'linux') return 'calls are recorded with LD_PRELOAD, which is Linux';
  try {
    shimFile();
    return null;
  } catch (error) {
    return `the recorder cannot be compiled: ${(error as Error).message.split('\n')[0]}`;
  }
}

let built: string | null = null;

/** The compiled recorder. Throws what the compiler says. */
function shimFile(): string {
  if (built !== null) return built;
  const text = fs.readFileSync(source);
  const name = `counterfoil-shim-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.so`;
  const file = path.join(os.tmpdir(), name);
  if (!fs.existsSync(file)) compile(file);
  built = file;
  return file;
}

function compile(file: string): void {
  const fresh = `${file}.${process.pid}`;
  const flags = ['-O2', '-shared', '-fPIC', '-Wall', '-o', fresh, source, '-ldl', '-lpthread'];
  const { status, stderr, error } = spawnSync('gcc', flags, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`gcc: ${stderr}`);
  // Another process may compile it at the same time; either result is the same.
  fs.renameSync(fresh, file);
}

export interface ShimUse {
  /** Calls below this folder are seen. */
  folder: string;
  /** Where the record is written. */
  record?: string;
  /** Which call, from 1 up, is the last: the process is killed instead of it. */
  killAt?: number;
  /** The last call is half done when it is a write. */
  isTorn?: boolean;
}

/** What the environment of a till must hold so that it is recorded or killed. */
export function shimEnvironment(use: ShimUse): Record<string, string> {
  return {
    LD_PRELOAD: shimFile(),
    COUNTERFOIL_FAULTS_FOLDER: fs.realpathSync(use.folder),
    ...(use.record === undefined ? {} : { COUNTERFOIL_FAULTS_RECORD: use.record }),
    ...(use.killAt === undefined ? {} : { COUNTERFOIL_FAULTS_KILL_AT: String(use.killAt) }),
    ...(use.isTorn === true ? { COUNTERFOIL_FAULTS_TORN: '1' } : {}),
  };
}
