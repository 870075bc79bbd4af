// The bug: now and then a sale takes the receipt number of the one before, and nothing in the database stands in
// the way.
import { plant } from './plant.ts';

const journal = 'src-main/store/migrations/0001-journal.ts';

plant('reuse-receipt-number', [
  {
    file: 'src-main/store/journal.ts',
    find: "'SELECT coalesce(max(receipt_no), 0) + 1 FROM journal WHERE receipt_series = ?'",
    put: "'SELECT max(1, coalesce(max(receipt_no), 0) + (coalesce(max(seq), 1) % 2)) FROM journal WHERE receipt_series = ?'",
  },
  {
    file: journal,
    find: 'key_no INTEGER NOT NULL,\n      UNIQUE (receipt_series, receipt_no)',
    put: 'key_no INTEGER NOT NULL',
  },
  {
    file: journal,
    find: 'WHERE NEW.receipt_no IS NOT NULL AND NEW.receipt_no <>',
    put: 'WHERE 0 AND NEW.receipt_no <>',
  },
  {
    file: 'src-main/store/migrations/0003-sale.ts',
    find: 'line_count INTEGER NOT NULL,\n      UNIQUE (receipt_series, receipt_no)',
    put: 'line_count INTEGER NOT NULL',
  },
]);
