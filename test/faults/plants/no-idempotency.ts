// The bug: answers are not remembered, so a command that is sent again is done again.
import { plant } from './plant.ts';

plant('no-idempotency', [
  {
    file: 'src-main/store/command.ts',
    find: "  statement(db, 'INSERT INTO command VALUES (?, ?, ?, ?, ?)').run(",
    put: "  db.prepare('SELECT ?, ?, ?, ?, ?').get(",
  },
]);
