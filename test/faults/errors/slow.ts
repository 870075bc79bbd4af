// A disk that takes its time for every sync. Owns the sales at such a till and what is measured of them; every one must be
// acknowledged and stored once, however long it takes.
import type { Item } from '#contract/catalog.ts';
import type { Sent } from '#test/faults/notes.ts';
import type { Counter } from './counter.ts';

export interface SlowResult {
  sales: number;
  /** Milliseconds of each sale, from the first scan to the receipt. */
  saleMs: number[];
  /** The longest that the pipe was silent while something was asked. */
  silenceMs: number;
  /** A burst of scans sent at once: until the last answer. */
  burst: { scans: number; lines: number; tookMs: number };
  findings: string[];
}

/** The command that a till runs under: every sync takes so long. */
export function underSlowDisk(syncMs: number): string[] {
  const delay = `inject=fsync,fdatasync:delay_exit=${syncMs * 1000}`;
  return [
    'strace',
    '-f',
    '-qq',
    '--seccomp-bpf',
    '-o',
    '/dev/null',
    '-e',
    'trace=fsync,fdatasync',
    '-e',
    'signal=none',
    '-e',
    delay,
  ];
}

const BURST = 10;

class SlowDay {
  silenceMs = 0;
  readonly #counter: Counter;
  readonly #each: Item[];

  constructor(counter: Counter) {
    this.#counter = counter;
    this.#each = counter.items.filter(({ unit }) => unit === 'each');
  }

  async #must(name: Sent['name'], args: Record<string, unknown>): Promise<void> {
    const { random } = this.#counter;
    const startedMs = performance.now();
    const answer = await this.#counter.step({ name, args: { commandId: random.uuid(), ...args } });
    this.silenceMs = Math.max(this.silenceMs, performance.now() - startedMs);
    this.#counter.expect(answer === 'ok', `${name} is answered ${answer}`);
  }

  async sell(): Promise<number> {
    const { random, notes } = this.#counter;
    const saleId = random.uuid();
    const startedMs = performance.now();
    for (let i = 0; i < 3; i += 1)
      await this.#must('sale.scan', { saleId, code: random.pick(this.#each).sku });
    await this.#must('tender.cash', { saleId, amount: notes.basket?.sale.due ?? 0 });
    await this.#must('sale.complete', { saleId });
    return performance.now() - startedMs;
  }

  /** Somebody scans faster than the disk: nothing is dropped, and everything is in its order. */
  async burst(): Promise<SlowResult['burst']> {
    const { random, till, notes } = this.#counter;
    const saleId = random.uuid();
    const startedMs = performance.now();
    const codes = Array.from({ length: BURST }, (_, i) => this.#each[i % this.#each.length]?.sku ?? '');
    const scans = codes.map((code): Sent => ({
      name: 'sale.scan',
      args: { commandId: random.uuid(), saleId, code },
    }));
    const replies = await Promise.all(scans.map(({ name, args }) => till.call(name, args)));
    const tookMs = performance.now() - startedMs;
    for (const [i, reply] of replies.entries()) {
      const scan = scans[i];
      if (scan !== undefined && reply.ok) notes.acknowledge(scan, reply.result);
      this.#counter.expect(reply.ok, `a scan of the burst is answered ${JSON.stringify(reply)}`);
    }
    await this.#must('sale.void', { saleId });
    return { scans: BURST, lines: replies.filter(({ ok }) => ok).length, tookMs };
  }
}

/** So many sales and a burst of scans on a disk whose every sync takes so long. */
export async function runSlow(
  counter: Counter,
  options: { syncMs: number; sales: number; signal: AbortSignal; onSale(done: number): void },
): Promise<SlowResult> {
  const saleMs: number[] = [];
  await counter.open(underSlowDisk(options.syncMs));
  await counter.takeUp();
  const before = counter.notes.sales.size;
  const day = new SlowDay(counter);
  for (let i = 0; i < options.sales && !options.signal.aborted; i += 1) {
    saleMs.push(await day.sell());
    options.onSale(saleMs.length);
  }
  const burst = await day.burst();
  await counter.finish();
  await counter.judge();
  const { findings, notes } = counter;
  return { sales: notes.sales.size - before, saleMs, silenceMs: day.silenceMs, burst, findings };
}
