// Follows the till's own events and keeps what a customer may see of them. It only looks: no command of its own changes
// anything, and where a look is refused the customer sees less.
import { SHOWN_LINES } from '#contract/customer-view.ts';
import type { CustomerLine, CustomerView } from '#contract/customer-view.ts';
import type { Args, Result } from '#contract/commands.ts';
import type { TillEvent } from '#contract/events.ts';
import type { LineItem, SaleChange, SaleHeader, SaleWhole } from '#contract/sale.ts';
import type { ReturnItem } from '#contract/return.ts';
import { customerFigures } from './domain/customer-figures.ts';
import { negate, ZERO } from './domain/money.ts';

type Looked = 'app.describe' | 'sale.current' | 'sale.get' | 'receipt.show';

/** As much of the core as is looked at. */
export interface Watched {
  run<N extends Looked>(name: N, args: Args<N>): Promise<Result<N>>;
  subscribe(listener: (event: TillEvent) => void): () => void;
}

/** The dark modules of the code of a text, row by row. */
export type DrawCode = (data: string) => Promise<readonly (readonly (0 | 1)[])[]>;

export interface CustomerViews {
  now(): CustomerView;
  /** Told of every change; returns how to stop. */
  subscribe(listener: (view: CustomerView) => void): () => void;
  close(): void;
}

/** The open sale as far as it is known. */
interface Followed {
  sale: SaleHeader;
  lines: Map<number, LineItem>;
  returns: readonly ReturnItem[];
  latest: number | null;
}

const nobody: CustomerView = {
  shop: null,
  language: 'en',
  currency: null,
  state: 'closed',
  lines: [],
  earlierLines: 0,
  latest: null,
  savings: ZERO,
  taxAdded: ZERO,
  total: ZERO,
  due: ZERO,
  giveBack: ZERO,
  received: ZERO,
  change: ZERO,
  code: null,
};

class FollowedCounter implements CustomerViews {
  readonly #core: Watched;
  readonly #drawCode: DrawCode;
  readonly #listeners = new Set<(view: CustomerView) => void>();
  readonly #stop: () => void;
  #view: CustomerView = nobody;
  #followed: Followed | null = null;
  /** Grows with every change; what was asked before the last one is stale when it is answered. */
  #turn = 0;

  constructor(core: Watched, drawCode: DrawCode) {
    this.#core = core;
    this.#drawCode = drawCode;
    // Behind the answer to the cashier, who never waits for what the customer sees.
    this.#stop = core.subscribe((event) => setImmediate(() => this.#hear(event)));
    void this.#lookAtAll();
  }

  now(): CustomerView {
    return this.#view;
  }

  subscribe(listener: (view: CustomerView) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#stop();
    this.#listeners.clear();
  }

  #hear(event: TillEvent): void {
    if (event.event === 'sale.changed') this.#take(event.payload);
    else if (event.event === 'shift.changed' || event.event === 'store.changed') void this.#lookAtAll();
    else if (event.event === 'session.changed') void this.#lookAtShop();
  }

  #take(change: SaleChange): void {
    const { sale } = change;
    this.#turn += 1;
    const { saleId, state, version } = sale;
    const isHeld = this.#followed?.sale.saleId === saleId;
    if (state === 'open') {
      const known = isHeld ? (this.#followed?.sale.version ?? 0) : 0;
      if (version <= known) return;
      if (version === known + 1) this.#apply(change);
      else void this.#lookAtSale(saleId);
      // A sale may be the first after the shop's name or language changed.
      if (!isHeld) void this.#lookAtShop();
    } else if (isHeld || this.#followed === null) {
      if (state === 'completed') void this.#finish(change);
      else this.#clear();
    }
  }

  #apply({ sale, lines, removedLineIds, returns }: SaleChange): void {
    const before = this.#followed?.sale.saleId === sale.saleId ? this.#followed : null;
    const kept = new Map(before?.lines);
    for (const [number, { lineId }] of kept) if (removedLineIds.includes(lineId)) kept.delete(number);
    const touched = lines.findLast((one) => isOther(kept.get(one.number), one));
    for (const one of lines) kept.set(one.number, one);
    const back = returns.find(
      ({ number }) => before?.returns.every((known) => known.number !== number) ?? true,
    );
    const latest = touched?.number ?? back?.number ?? before?.latest ?? null;
    this.#followed = { sale, lines: kept, returns, latest };
    this.#show(this.#viewOf(this.#followed));
  }

  #viewOf({ sale, lines, returns, latest }: Followed): CustomerView {
    const all = [...[...lines.values()].map(shownLine), ...returns.map(shownReturn)].toSorted(
      (a, b) => a.number - b.number,
    );
    const isPaying = sale.tenders.length + sale.refunds.length > 0;
    return {
      ...this.#view,
      currency: sale.currency,
      state: sale.state === 'completed' ? 'done' : isPaying ? 'paying' : 'selling',
      lines: all.slice(-SHOWN_LINES),
      earlierLines: Math.max(0, all.length - SHOWN_LINES),
      latest,
      ...customerFigures(sale, returns.length > 0),
      code: null,
    };
  }

  async #finish(change: SaleChange): Promise<void> {
    const turn = this.#turn;
    const followed = this.#followed ?? { lines: new Map(), returns: [], latest: null };
    this.#followed = null;
    this.#show(this.#viewOf({ ...followed, sale: change.sale }));
    const code = await this.#codeOf(change.sale.saleId).catch(() => null);
    if (turn === this.#turn && code !== null) this.#show({ ...this.#view, code });
  }

  async #codeOf(saleId: SaleHeader['saleId']): Promise<string[] | null> {
    const { paper } = await this.#core.run('receipt.show', { saleId });
    const block = paper.blocks.find((one) => one.kind === 'code' && one.symbology === 'qr');
    if (block?.kind !== 'code') return null;
    const rows = await this.#drawCode(block.data);
    return rows.map((row) => row.join(''));
  }

  #clear(): void {
    this.#followed = null;
    const { shop, language, currency, state } = this.#view;
    this.#show({ ...nobody, shop, language, currency, state: state === 'closed' ? state : 'idle' });
  }

  /** What is on the counter at the start, after a shift, and where the books were opened anew. */
  async #lookAtAll(): Promise<void> {
    const turn = this.#turn;
    await this.#lookAtShop();
    const whole = await this.#core.run('sale.current', {}).catch(() => null);
    if (turn !== this.#turn) return;
    const current = whole?.current ?? null;
    if (current !== null) this.#takeWhole(current);
    else if (this.#view.state !== 'done') this.#clear();
  }

  async #lookAtSale(saleId: SaleHeader['saleId']): Promise<void> {
    const turn = this.#turn;
    const whole = await this.#core.run('sale.get', { saleId }).catch(() => null);
    if (whole !== null && turn === this.#turn && whole.sale.state === 'open') this.#takeWhole(whole);
  }

  #takeWhole({ sale, lines, returns }: SaleWhole): void {
    const byNumber = new Map(lines.map((one) => [one.number, one]));
    const latest = lines.at(-1)?.number ?? null;
    this.#followed = { sale, lines: byNumber, returns, latest };
    this.#show(this.#viewOf(this.#followed));
  }

  async #lookAtShop(): Promise<void> {
    const about = await this.#core.run('app.describe', {}).catch(() => null);
    if (about === null) return;
    const { register, shift } = about;
    const shop = register?.storeName ?? null;
    const language = register?.receiptLanguage ?? this.#view.language;
    const currency = register?.currency ?? null;
    const isOpen = shift !== null && about.mode.kind === 'ready';
    const { state } = this.#view;
    const next = isOpen ? (state === 'closed' ? 'idle' : state) : 'closed';
    this.#show({ ...this.#view, shop, language, currency, state: next });
  }

  #show(view: CustomerView): void {
    if (JSON.stringify(view) === JSON.stringify(this.#view)) return;
    this.#view = view;
    for (const listener of this.#listeners) listener(view);
  }
}

/** Something was done with this line itself; what others take off it is no news about it. */
const isOther = (before: LineItem | undefined, now: LineItem): boolean =>
  before?.quantity !== now.quantity || before.isVoided !== now.isVoided || before.gross !== now.gross;

function shownLine({ number, names, unit, quantity, gross, amount, isVoided }: LineItem): CustomerLine {
  return { number, names, unit, quantity, gross, amount, isVoided };
}

function shownReturn({ number, names, unit, quantity, total }: ReturnItem): CustomerLine {
  const amount = negate(total);
  return { number, names, unit, quantity, gross: amount, amount, isVoided: false };
}

/** Begins to follow. `drawCode` may be slow or fail: the view is shown without a code until then. */
export function followForCustomer(core: Watched, drawCode: DrawCode): CustomerViews {
  return new FollowedCounter(core, drawCode);
}
