// Why a store may be looked at only. Owns the one error that the start-up ladder stops at; repairs nothing.
import Database from 'better-sqlite3';
import type { StoreTrouble } from '#contract/start.ts';

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
    return /^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY)/.test(error.code) ? 'failed' : null;
  }
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  return ['EIO', 'ENOSPC', 'EROFS', 'EDQUOT', 'EBADF', 'EACCES', 'ENOENT'].includes(code) ? 'failed' : null;
}
