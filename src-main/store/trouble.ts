// Why a store may be looked at only. Owns the one error that the start-up ladder stops at; repairs nothing.
import Database from 'better-sqlite3';
import type { StoreTrouble } from '#contract/start.ts';

/** What the file system says of a disk, a folder or a handle that cannot be relied on; EMFILE passes with a new start. */
const diskFailures = new Set([
  'EIO',
  'EROFS',
  'EBADF',
  'EACCES',
  'EPERM',
  'ENOENT',
  'ENOTDIR',
  'EMFILE',
  'ENFILE',
  'ENODEV',
  'ELOOP',
  'ESTALE',
  'UNKNOWN',
]);

/** Carries the trouble in the contract's name and the technical detail for support. Nothing was erased. */
export class StoreUnfit extends Error {
  readonly trouble: StoreTrouble;
  constructor(trouble: StoreTrouble, detail: string) {
    super(detail);
    this.name = 'StoreUnfit';
    this.trouble = trouble;
  }
}

/**
 * What an error says about the disk: `full` can pass, `failed` cannot (after a failed write or sync nothing on that
 * handle can be trusted), null is not about the disk.
 */
export function diskTrouble(error: unknown): 'full' | 'failed' | null {
  if (error instanceof Database.SqliteError) {
    if (error.code.startsWith('SQLITE_FULL')) return 'full';
    return /^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY|PROTOCOL|NOLFS)/.test(error.code)
      ? 'failed'
      : null;
  }
  const { code = '', syscall = '' } = (error ?? {}) as NodeJS.ErrnoException;
  // Nothing was written where there was no room. A sync that found none is another matter: nobody knows what it lost.
  if (code === 'ENOSPC') return syscall === 'fsync' ? 'failed' : 'full';
  // Node has no name for some, such as a used-up quota (EDQUOT), and then no code either.
  return diskFailures.has(code) || code.startsWith('Unknown system error') ? 'failed' : null;
}
