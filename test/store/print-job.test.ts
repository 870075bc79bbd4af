// Papers that wait for a person's word, also where there are more of them than anybody is shown at once.
import { expect, test } from 'vitest';
import { openStore } from '#store/open.ts';
import { insertPrintJob, listQuestions, setPrintState } from '#store/print-job.ts';
import { newFolder } from '#test/support/books.ts';

test('the question about the receipt of a moment ago is asked, however many older ones nobody has answered', () => {
  const db = openStore(newFolder());
  const at = '2026-11-20T08:30:00.000Z';
  for (let n = 1; n <= 8; n += 1) {
    const paper = { title: `No. ${n}`, blocks: [] };
    insertPrintJob(db, { commandId: String(n), kind: 'receipt', saleId: null, paper, at });
    setPrintState(db, n, n === 8 ? 'uncertain' : 'held', null, at);
  }
  expect(listQuestions(db, 5).map(({ id }) => id)).toEqual([4, 5, 6, 7, 8]);
  db.close();
});
