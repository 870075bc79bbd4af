// The one file that a shop sends to whoever helps it: the diagnosis, the end of the log, and which files lie in the data
// folder. Owns its form; holds no secrets, no receipts and nothing about customers.
import fs from 'node:fs';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Diagnostics } from '#contract/machine.ts';
import { latestLog } from './log.ts';
import { redact, redactText } from './redact.ts';

/** Enough for some weeks of a healthy till, and nothing that a mail would refuse. */
const LOG_BYTES = 2_000_000;

interface Listed {
  name: string;
  bytes: number;
  changedAt: string;
}

/** Every file below the data folder by name, size and age; never what is in it. */
function listFiles(folder: string, below = ''): Listed[] {
  return fs.readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(below, entry.name);
    if (entry.isDirectory()) return listFiles(folder, name);
    const about = fs.lstatSync(path.join(folder, name), { throwIfNoEntry: false });
    // A backup that was being made has its own name by now.
    if (about === undefined) return [];
    return [{ name, bytes: about.size, changedAt: about.mtime.toISOString() }];
  });
}

function configOf(folder: string): string {
  const file = path.join(folder, 'config.json');
  if (!fs.existsSync(file)) return '';
  try {
    return JSON.stringify(redact(JSON.parse(fs.readFileSync(file, 'utf8'))), null, 2);
  } catch (error) {
    return `It cannot be understood: ${(error as Error).message}`;
  }
}

/**
 * Writes the diagnosis of a data folder into one zip file, readable by its owner only, and returns its path. Throws what
 * the file system throws.
 */
export function saveDiagnosis(folder: string, diagnosis: Diagnostics): string {
  const place = path.join(folder, 'diagnosis');
  fs.mkdirSync(place, { recursive: true, mode: 0o700 });
  const bundle = {
    'diagnosis.json': JSON.stringify(redact(diagnosis), null, 2),
    'files.json': JSON.stringify(listFiles(folder), null, 2),
    'config.json': configOf(folder),
    // Once more: lines of an older version may hold what this one would not have written.
    'till.log': redactText(latestLog(folder, LOG_BYTES)),
  };
  const entries = Object.entries(bundle).map(([name, text]) => [name, strToU8(text)] as const);
  const stamp = diagnosis.at.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const file = path.join(place, `till-${diagnosis.books.register ?? 'new'}-${stamp}.zip`);
  fs.writeFileSync(file, zipSync(Object.fromEntries(entries), { level: 6 }), { mode: 0o600 });
  return file;
}
