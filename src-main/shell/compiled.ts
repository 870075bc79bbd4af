// What Node has compiled of the program is kept beside it, so that the next start need not compile it again. Whoever can
// write there can change the program itself; Electron's archive is sealed, and nothing is kept for it.
import { enableCompileCache, flushCompileCache } from 'node:module';
import path from 'node:path';

/** Only of the bundle: sources that are being worked on leave nothing behind. A folder that takes no files is no matter. */
export function keepCompiled(program: NodeJS.Process): void {
  if ('electron' in program.versions || path.extname(import.meta.filename) !== '.js') return;
  enableCompileCache(path.join(import.meta.dirname, '..', '.compiled'));
}

/** Writes down what is new by now. Node would do so at the end, which a till that is switched off never sees. */
export function noteCompiled(): void {
  setImmediate(flushCompileCache);
}
