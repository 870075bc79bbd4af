// What a cashier does next, chosen by seeded chance from what is possible now. Owns the choice; sends nothing, and never
// asks for what the till would have to refuse.
import type { CommandName } from '#contract/commands.ts';
import type { Item } from '#contract/catalog.ts';
import type { LineItem, SaleWhole } from '#contract/sale.ts';
import type { Notes, Sent } from './notes.ts';
import type { Random } from './random.ts';

const ONE = 1000;
/** Notes of a hundred yuan. */
const NOTE = 10_000;

type Choose = (notes: Notes, random: Random, items: readonly Item[]) => Sent;

function sent(random: Random, name: CommandName, args: Record<string, unknown>): Sent {
  return { name, args: { commandId: random.uuid(), ...args } };
}

/** Any way of naming an article that a scanner or a finger has. */
function codeOf(item: Item, random: Random): string {
  return random.pick([item.sku, ...item.gtins, ...(item.plu === null ? [] : [item.plu])]);
}

const quantityOf = (item: { unit: 'each' | 'kg' }, random: Random) =>
  item.unit === 'kg' ? random.whole(1, 5000) : random.whole(1, 6) * ONE;

const saleIdOf = (notes: Notes, random: Random) => notes.basket?.sale.saleId ?? random.uuid();

const scan: Choose = (notes, random, items) => {
  const item = random.pick(items);
  const saleId = saleIdOf(notes, random);
  const code = codeOf(item, random);
  const isCounted = item.unit === 'kg' || random.chance(0.2);
  const quantity = isCounted ? { quantity: quantityOf(item, random) } : {};
  if (random.chance(0.1)) return sent(random, 'sale.addItem', { saleId, sku: item.sku, ...quantity });
  return sent(random, 'sale.scan', { saleId, code, ...quantity });
};

/** A barcode that no article of the demonstration shop has: none of theirs begins so. */
const unknownCode = (random: Random) => `000${random.whole(1_000_000_000, 9_999_999_999)}`;

const scanUnknown: Choose = (notes, random) => {
  const quantity = random.chance(0.2) ? { quantity: random.whole(1, 6) * ONE } : {};
  const code = unknownCode(random);
  return sent(random, 'sale.scan', {
    saleId: saleIdOf(notes, random),
    code,
    keepsUnknown: true,
    ...quantity,
  });
};

const resolve: Choose = (notes, random, items) => {
  const { sale, unresolved } = basketOf(notes);
  const item = random.pick(items);
  const isCounted = item.unit === 'kg' || random.chance(0.2);
  const quantity = isCounted ? { quantity: quantityOf(item, random) } : {};
  const { lineId } = random.pick(unresolved);
  return sent(random, 'sale.resolve', { saleId: sale.saleId, lineId, sku: item.sku, ...quantity });
};

const drop: Choose = (notes, random) => {
  const { sale, unresolved } = basketOf(notes);
  return sent(random, 'sale.dropUnresolved', { saleId: sale.saleId, lineId: random.pick(unresolved).lineId });
};

const restore: Choose = (notes, random) => {
  const { sale, lines } = basketOf(notes);
  const { lineId } = random.pick(lines.filter((line) => line.isVoided));
  return sent(random, 'sale.restoreLine', { saleId: sale.saleId, lineId });
};

function basketOf(notes: Notes): SaleWhole {
  if (notes.basket === null) throw new Error('no sale is open');
  return notes.basket;
}

function lineOf(notes: Notes, random: Random): LineItem {
  return random.pick(basketOf(notes).lines.filter((line) => !line.isVoided));
}

/** In percent or in money, never more than what it is taken off. */
function discountOf(random: Random, whole: number): Record<string, unknown> {
  const isPercent = whole < 1 || random.chance(0.5);
  if (isPercent) return { kind: 'percent', ppm: random.whole(1, 90) * 10_000 };
  return { kind: 'amount', amount: random.whole(1, whole) };
}

const discountOrder: Choose = (notes, random) => {
  const { sale, lines } = basketOf(notes);
  const whole = lines.filter((line) => !line.isVoided).reduce((sum, { amount }) => sum + amount, 0);
  const isOff = sale.orderDiscount !== null && random.chance(0.3);
  const discount = isOff ? null : discountOf(random, whole);
  return sent(random, 'sale.discountOrder', { saleId: sale.saleId, discount, reason: 'opening day' });
};

const discountLine: Choose = (notes, random) => {
  const line = lineOf(notes, random);
  const given = discountOf(random, line.gross);
  const inMoney = given['kind'] === 'amount' ? { ...given, per: 'line' } : given;
  const discount = line.discount !== null && random.chance(0.3) ? null : inMoney;
  const { saleId } = basketOf(notes).sale;
  return sent(random, 'sale.discountLine', { saleId, lineId: line.lineId, discount, reason: 'dented' });
};

const onLine: Record<'sale.setQuantity' | 'sale.voidLine' | 'sale.overridePrice', Choose> = {
  'sale.setQuantity': (notes, random) => {
    const { lineId, unit } = lineOf(notes, random);
    const saleId = basketOf(notes).sale.saleId;
    return sent(random, 'sale.setQuantity', { saleId, lineId, quantity: quantityOf({ unit }, random) });
  },
  'sale.voidLine': (notes, random) => {
    const { lineId } = lineOf(notes, random);
    return sent(random, 'sale.voidLine', { saleId: basketOf(notes).sale.saleId, lineId });
  },
  'sale.overridePrice': (notes, random) => {
    const { lineId } = lineOf(notes, random);
    const priceMicros = random.whole(1, 3000) * 10_000;
    const saleId = basketOf(notes).sale.saleId;
    return sent(random, 'sale.overridePrice', { saleId, lineId, priceMicros, reason: 'shelf label' });
  },
};

/** Exactly, in large notes, or only a part of it. */
const tender: Choose = (notes, random) => {
  const { saleId, due } = basketOf(notes).sale;
  const way = random.weighted({ exact: 4, notes: 5, part: due > 1 ? 1 : 0 });
  const whole = Math.ceil(due / NOTE) * NOTE + (random.chance(0.2) ? NOTE : 0);
  const amount = way === 'exact' ? due : way === 'notes' ? whole : random.whole(1, due - 1);
  return sent(random, 'tender.cash', { saleId, amount });
};

const removeTender: Choose = (notes, random) => {
  const { saleId, tenders, refunds } = basketOf(notes).sale;
  return sent(random, 'tender.remove', { saleId, tenderId: random.pick([...tenders, ...refunds]).tenderId });
};

const REASONS = ['damaged', 'wrongItem', 'changedMind', 'other'];

/** One line of an earlier sale, all that is left of one, or an article that nobody has a receipt for. */
const takeBack: Choose = (notes, random, items) => {
  const saleId = saleIdOf(notes, random);
  const reason = random.pick(REASONS);
  const returnable = notes.returnable();
  if (returnable.length === 0 || random.chance(0.15)) {
    const item = random.pick(items);
    const args = { saleId, sku: item.sku, quantity: quantityOf(item, random), reason };
    return sent(random, 'sale.addReturnWithoutReceipt', args);
  }
  const { saleId: originalSaleId, lineNumber, unit, left } = random.pick(returnable);
  if (random.chance(0.15)) return sent(random, 'sale.addReturnAll', { saleId, originalSaleId, reason });
  const quantity = unit === 'kg' ? random.whole(1, left) : random.whole(1, left / ONE) * ONE;
  return sent(random, 'sale.addReturn', { saleId, originalSaleId, lineNumber, quantity, reason });
};

const removeReturn: Choose = (notes, random) => {
  const { sale, returns } = basketOf(notes);
  return sent(random, 'sale.removeReturn', { saleId: sale.saleId, number: random.pick(returns).number });
};

const refundCash: Choose = (notes, random) =>
  sent(random, 'tender.refundCash', { saleId: basketOf(notes).sale.saleId });

const ofSale = (name: 'sale.complete' | 'sale.void') => (notes: Notes, random: Random) =>
  sent(random, name, { saleId: basketOf(notes).sale.saleId });

const park: Choose = (notes, random) =>
  sent(random, 'sale.park', {
    saleId: basketOf(notes).sale.saleId,
    label: random.chance(0.5) ? null : '蓝色外套 blue coat',
  });

const recall: Choose = (notes, random) =>
  sent(random, 'sale.recall', { saleId: random.pick([...notes.parked.keys()]) });

const moveCash: Choose = (notes, random) => {
  const out = notes.drawer > 0 ? random.pick(['paidIn', 'paidOut', 'safeDrop']) : 'paidIn';
  const amount = random.whole(1, out === 'paidIn' ? 20_000 : notes.drawer);
  return sent(random, 'cash.move', { move: out, amount, reason: 'window cleaner' });
};

const NOTES_AND_COINS = [10_000, 5000, 2000, 1000, 500, 100, 50, 10];

/** A count that is interrupted: a few notes at a time. */
const count: Choose = (_notes, random) => {
  const counts = Array.from({ length: random.whole(1, 3) }, () => ({
    denomination: random.pick(NOTES_AND_COINS),
    count: random.whole(0, 12),
  }));
  return sent(random, 'shift.count', { counts });
};

const closeShift: Choose = (notes, random) => {
  // Sometimes what was counted is what is said.
  if (notes.count !== null && random.chance(0.5)) {
    return sent(random, 'shift.close', { counted: notes.count.counted });
  }
  const error = random.chance(0.3) ? random.whole(-500, 500) : 0;
  return sent(random, 'shift.close', { counted: Math.max(0, notes.drawer + error) });
};

/** With money in it a sale is paid to its end, or the money is given back. */
function inTenderedSale({ sale }: SaleWhole, random: Random): Choose {
  if (random.chance(0.08)) return removeTender;
  return sale.due > 0 ? tender : ofSale('sale.complete');
}

/** Nobody pays while a scan has no article; now and then all of it is put aside or given up. */
function inUnresolvedSale(notes: Notes, random: Random): Choose {
  const chosen = random.weighted({
    resolve: 40,
    drop: 20,
    scan: notes.isClosing ? 0 : 10,
    scanUnknown: notes.isClosing ? 0 : 10,
    park: notes.isClosing || notes.parked.size > 3 ? 0 : 6,
    void: 4,
  });
  return { resolve, drop, scan, scanUnknown, park, void: ofSale('sale.void') }[chosen];
}

/** More comes back than is bought: it is paid out, if the drawer has that much. */
function inReturn({ drawer, isClosing, parked }: Notes, { sale }: SaleWhole, random: Random): Choose {
  const chosen = random.weighted({
    refundCash: 0 - sale.due <= drawer ? 50 : 0,
    scan: isClosing ? 0 : 20,
    takeBack: isClosing ? 0 : 10,
    removeReturn: 8,
    park: isClosing || parked.size > 3 ? 0 : 4,
    void: 4,
  });
  return { refundCash, scan, takeBack, removeReturn, park, void: ofSale('sale.void') }[chosen];
}

function inSale(notes: Notes, basket: SaleWhole, random: Random): Choose {
  const { sale, lines, returns, unresolved } = basket;
  if (sale.tenders.length + sale.refunds.length > 0) return inTenderedSale(basket, random);
  if (unresolved.length > 0) return inUnresolvedSale(notes, random);
  const hasVoided = lines.some((line) => line.isVoided);
  if (hasVoided && random.chance(0.4)) return restore;
  if (sale.lineCount + returns.length === 0) return random.chance(0.5) ? scan : ofSale('sale.void');
  if (sale.due === 0) return ofSale('sale.complete');
  if (sale.due < 0) return inReturn(notes, basket, random);
  const isShort = sale.lineCount < 2;
  const chosen = random.weighted({
    scan: notes.isClosing ? 0 : isShort ? 60 : 40,
    scanUnknown: notes.isClosing ? 0 : 8,
    'sale.setQuantity': 8,
    'sale.voidLine': 8,
    'sale.overridePrice': 3,
    takeBack: notes.isClosing ? 0 : 3,
    removeReturn: returns.length > 0 ? 3 : 0,
    discountLine: 4,
    discountOrder: 3,
    park: notes.isClosing || notes.parked.size > 3 ? 0 : 4,
    void: 3,
    tender: isShort ? 15 : 35,
  });
  const discounts = { discountLine, discountOrder };
  const choices = {
    scan,
    scanUnknown,
    takeBack,
    removeReturn,
    park,
    tender,
    void: ofSale('sale.void'),
    ...onLine,
    ...discounts,
  };
  return choices[chosen];
}

const noSale: Choose = (_notes, random) => sent(random, 'drawer.noSale', { reason: 'change for a customer' });
const xReport: Choose = (_notes, random) => sent(random, 'shift.xReport', { print: random.chance(0.3) });
const closeRegister: Choose = (_notes, random) => sent(random, 'register.close', {});
const openShift: Choose = (_notes, random) =>
  sent(random, 'shift.open', { float: random.chance(0.2) ? 0 : random.whole(1, 500) * 100 });
const reprint: Choose = (notes, random) => {
  const saleId = random.chance(0.5) ? null : random.pick([...notes.sales.keys()]);
  return sent(random, 'receipt.reprint', { saleId });
};

function betweenSales(notes: Notes, random: Random): Choose {
  if (notes.shift === null) {
    const isDone = notes.isClosing && notes.parked.size === 0;
    return isDone ? closeRegister : openShift;
  }
  if (notes.isClosing) return notes.parked.size > 0 ? recall : closeShift;
  const chosen = random.weighted({
    scan: 70,
    scanUnknown: 5,
    takeBack: 8,
    recall: notes.parked.size > 0 ? 10 : 0,
    reprint: notes.sales.size > 0 ? 4 : 0,
    noSale: 3,
    moveCash: 5,
    xReport: 3,
    count: 8,
    closeShift: 4,
    closing: 3,
  });
  if (chosen === 'closing') {
    notes.isClosing = true;
    return betweenSales(notes, random);
  }
  return { scan, scanUnknown, takeBack, count, recall, reprint, noSale, moveCash, xReport, closeShift }[
    chosen
  ];
}

/** The next command of a cashier who has all rights, given everything that was acknowledged so far. */
export function nextCommand(notes: Notes, random: Random, items: readonly Item[]): Sent {
  const { basket } = notes;
  const choose = basket === null ? betweenSales(notes, random) : inSale(notes, basket, random);
  return choose(notes, random, items);
}
