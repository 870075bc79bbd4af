// The bug: the second copy of a row is never written. Everything works, until the database is lost.
import { plant } from './plant.ts';

plant('no-mirror', [
  {
    file: 'src-main/store/mirror.ts',
    find: 'append(rows: readonly JournalRow[]): void {\n    for (const row of rows) {',
    put: 'append(rows: readonly JournalRow[]): void {\n    for (const row of rows.slice(0, 0)) {',
  },
]);
