// What parts of a receipt would give back, before anybody takes them back. Changes nothing.
import { refuse } from '#contract/refusal.ts';
import { sum } from '#domain/money.ts';
import { drawDown, moneyBack } from '#domain/refund.ts';
import type { Handler } from './context.ts';
import { countLeft, proveOriginal } from './original.ts';

export const quote: Handler<'return.quote'> = (context, args) => {
  const original = proveOriginal(context, args);
  const { basis } = original;
  const counted = original.lines.map((line) => ({ line, ...countLeft(context, original, line) }));
  const lines = args.lines.map(({ lineNumber, quantity }) => {
    const found = counted.find(({ line }) => line.number === lineNumber);
    if (found === undefined) return refuse('return.unknownLine', { lineNumber });
    const { line, returned, remaining } = found;
    if (quantity > remaining) refuse('return.tooMuch', { remaining });
    return { lineNumber, total: drawDown(line, returned, quantity, basis.rounding).total };
  });
  const total = sum(lines.map((one) => one.total));
  // What lies in baskets already counts as back.
  const before = sum(
    counted.map(({ line, returned }) => {
      return drawDown(line, 0, Math.min(returned, line.quantity), basis.rounding).total;
    }),
  );
  const tenders = moneyBack(basis, before, total).map(({ amount }) => ({ kind: 'cash' as const, amount }));
  return { lines, total, tenders, back: sum(tenders.map(({ amount }) => amount)) };
};
