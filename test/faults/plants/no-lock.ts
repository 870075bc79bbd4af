// The bug: nobody holds the data folder, so that a second till opens the same books.
import { plant } from './plant.ts';

plant('no-lock', [
  {
    file: 'src-main/store/lock.ts',
    find: "db.exec('BEGIN EXCLUSIVE');",
    put: "db.exec('BEGIN');",
  },
]);
