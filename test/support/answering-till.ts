// A screen at the counter whose till answers as the test says: what was asked is recorded, and nothing is answered that
// was not arranged. For the screen's verbs, without a page.
import type { Args, CommandName, Result } from '#contract/commands.ts';
import type { LineId, SaleId } from '#contract/ids.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { LineItem, SaleChange, SaleHeader, SaleWhole, UnresolvedScan } from '#contract/sale.ts';
import type { Session } from '#contract/staff.ts';
import type { ShiftState } from '#contract/shift.ts';
import { createCalls } from '#screen/bridge/calls.ts';
import type { About } from '#screen/state/model.ts';
import { createTill } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';

type Answer<N extends CommandName> = (args: Args<N>) => Result<N> | { refusal: Refusal };
export type Answers = { [N in CommandName]?: Answer<N> };

export interface AnsweringTill {
  till: Till;
  /** The arguments of every call of a command so far, oldest first. */
  asked: <N extends CommandName>(name: N) => Args<N>[];
}

/** At the counter, signed in, with a shift. */
export function answeringTill(answers: Answers): AnsweringTill {
  const log: { command: string; args: unknown }[] = [];
  const calls = createCalls();
  const till = createTill(calls, 'en');
  calls.opened(({ id, command, args }) => {
    log.push({ command, args });
    const answer = answers[command as CommandName] as ((args: unknown) => object) | undefined;
    if (answer === undefined) return;
    const result = answer(args);
    queueMicrotask(() =>
      calls.received('refusal' in result ? { id, ok: false, ...result } : { id, ok: true, result }),
    );
  });
  till.store.setState({
    connection: 'ready',
    about: { mode: { kind: 'ready' }, isSetUp: true, register: { currency: 'CNY' } } as About,
    session: { permissions: ['sale.sell', 'sale.overridePrice'] } as unknown as Session,
    shift: {} as ShiftState,
  });
  log.length = 0;
  const asked = <N extends CommandName>(name: N) =>
    log.filter(({ command }) => command === name).map(({ args }) => args as Args<N>);
  return { till, asked };
}

export function lineOf(lineId: string, number: number, more: Partial<LineItem> = {}): LineItem {
  const names = { en: lineId, zh: lineId };
  return {
    lineId: lineId as LineId,
    number,
    sku: lineId,
    names,
    unit: 'each',
    isVoided: false,
    ...more,
  } as LineItem;
}

export function scanOf(lineId: string, number: number, code: string): UnresolvedScan {
  return { lineId: lineId as LineId, number, code, quantity: 1000 as UnresolvedScan['quantity'] };
}

/** The sale `s` in this version. */
export function saleOf(version: number, lines: LineItem[], unresolved: UnresolvedScan[] = []): SaleWhole {
  const sale = {
    saleId: 's' as SaleId,
    version,
    state: 'open',
    tenders: [] as unknown,
    refunds: [] as unknown,
  } as SaleHeader;
  return { sale, lines, returns: [], unresolved, quickCash: [] };
}

export function changeOf(version: number, lines: LineItem[], unresolved: UnresolvedScan[] = []): SaleChange {
  return { ...saleOf(version, lines, unresolved), removedLineIds: [] };
}

/** Lets every answer that is on its way arrive. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
