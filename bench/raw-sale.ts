// The limit of a sale: the product's own rows and bytes, written by nothing but prepared statements into the product's own
// tables, with the same number of transactions, the same signature and the same mirror line. Decides nothing.
import fs from 'node:fs';
import path from 'node:path';
import type { Statement } from 'better-sqlite3';
import { hashRow } from '#store/journal.ts';
import { loadSigner } from '#store/key.ts';
import type { Signer } from '#store/key.ts';
import { openStore } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import type { Tape } from './tape.ts';

const places = (count: number) => Array.from({ length: count }, () => '?').join(', ');

function statementsOf(db: Db) {
  const insert = (table: string, count: number) =>
    db.prepare(`INSERT INTO ${table} VALUES (${places(count)})`);
  return {
    begin: db.prepare('BEGIN IMMEDIATE'),
    commit: db.prepare('COMMIT'),
    openSale: insert('open_sale', 12),
    number: db.prepare(
      'UPDATE open_sale SET next_number = next_number + 1, version = version + 1 WHERE id = ?',
    ),
    openLine: insert('open_line', 19),
    openTender: insert('open_tender', 5),
    command: insert('command', 5),
    journal: insert('journal', 27),
    sale: insert('sale', 16),
    line: insert('line_item', 9),
    tax: insert('sale_tax', 4),
    tender: insert('tender', 4),
    ledger: insert('ledger_entry', 7),
    dropOpen: db.prepare('DELETE FROM open_sale WHERE id = ?'),
    printJob: db.prepare(
      "INSERT INTO print_job (command_id, kind, sale_id, paper, state, created_at) VALUES (?, ?, ?, ?, 'queued', ?)",
    ),
    take: db.prepare('SELECT 1 FROM item_gtin JOIN item ON item.id = item_id WHERE gtin = ?'),
  };
}

export class RawTill {
  readonly db: Db;
  readonly #run: ReturnType<typeof statementsOf>;
  readonly #signer: Signer;
  readonly #mirror: number;

  private constructor(folder: string, signer: Signer) {
    this.db = openStore(folder);
    this.#run = statementsOf(this.db);
    this.#signer = signer;
    this.#mirror = fs.openSync(path.join(folder, 'mirror', 'raw.txt'), 'a');
  }

  static async open(folder: string): Promise<RawTill> {
    return new RawTill(folder, await loadSigner(folder, fileSecretBox(), false));
  }

  #transact(isFull: boolean, write: () => void): void {
    if (!isFull) this.db.pragma('synchronous = NORMAL');
    this.#run.begin.run();
    write();
    this.#run.commit.run();
    if (!isFull) this.db.pragma('synchronous = FULL');
  }

  #insertAll(statement: Statement, rows: readonly unknown[][]): void {
    for (const row of rows) statement.run(...row);
  }

  /** The scans, the tender, the completion; how long the completion took, in ms. */
  sell(tape: Tape, mirrorLine: Buffer): number {
    const run = this.#run;
    for (const [i, line] of tape.openLines.entries()) {
      this.#transact(false, () => {
        if (i === 0) run.openSale.run(...tape.openSale);
        run.take.get(Number(line[6]));
        run.number.run(tape.openSale[0]);
        run.openLine.run(...line);
        run.command.run(...(tape.scans[i] ?? []));
      });
    }
    this.#transact(false, () => {
      run.openTender.run(...tape.openTender);
      run.number.run(tape.openSale[0]);
      run.command.run(...tape.tendered);
    });
    const startMs = performance.now();
    this.#complete(tape);
    fs.writeSync(this.#mirror, mirrorLine);
    fs.fsyncSync(this.#mirror);
    return performance.now() - startMs;
  }

  #complete(tape: Tape): void {
    const run = this.#run;
    this.#transact(true, () => {
      const { header, body, prev } = tape.journal;
      const hash = hashRow(prev, header, body);
      const sig = this.#signer.sign(hash);
      run.journal.run(...Object.values({ ...tape.journalValues, hash, sig }));
      run.sale.run(...tape.sale);
      this.#insertAll(run.line, tape.lines);
      this.#insertAll(run.tax, tape.taxes);
      this.#insertAll(run.tender, tape.tenders);
      run.dropOpen.run(tape.openSale[0]);
      this.#insertAll(run.ledger, tape.ledger);
      run.printJob.run(...tape.printJob);
      run.command.run(...tape.completed);
    });
  }

  close(): void {
    fs.closeSync(this.#mirror);
    this.db.close();
  }
}
