import { afterEach, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { BANANAS, PAPER, WATER, journalOf, kindsOf, verify, withDatabase, newFolder, openToLook } from '#test/support/books.ts';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';
import { counterCash, quickCash } from '#domain/quick-cash.ts';
import { settle } from '#domain/tender.ts';
import { cashCount } from '#domain/cash.ts';
let shop: Shop | undefined;
afterEach(async () => { await shop?.close(); shop = undefined; });
const saleId = id<SaleId>('sale');
const show = (l: string, v: unknown) => console.log(l, JSON.stringify(v)?.slice(0, 600));

test('restore', async () => {
  shop = await openShop(); await shop.openShift();
  const c = await shop.scan(saleId, WATER);
  const lineId = c.lines[0]!.lineId;
  for (let i = 0; i < 3; i++) { await shop.do('sale.voidLine', { saleId, lineId }); await shop.do('sale.restoreLine', { saleId, lineId }); }
  await shop.do('sale.park', { saleId, label: null }); 
  show('restore parked', await shop.ask('sale.restoreLine', { commandId: id('rp'), saleId, lineId }));
  await shop.do('sale.recall', { saleId });
  const k = { commandId: id('v'), saleId, lineId };
  await shop.do('sale.voidLine', k);
  await shop.do('sale.restoreLine', { saleId, lineId });
  show('void again same id', (await shop.ask('sale.voidLine', k)).ok);
  await shop.do('tender.cash', { saleId, amount: 100 });
  show('after tender', await shop.ask('sale.restoreLine', { commandId: id('rp2'), saleId, lineId }));
  show('x', (await shop.do('shift.xReport', { print: false } as any) as any).period);
});

test('restore overflow', async () => {
  shop = await openShop(); await shop.openShift();
  const a = await shop.do('sale.addOpenPrice', { saleId, sku: 'W0001', priceMicros: 1_000_000_000_000, quantity: 6_000_000 } as any).catch((e) => (show('e', String(e)), null));
  show('a', a?.sale.total);
  if (!a) return;
  await shop.do('sale.voidLine', { saleId, lineId: a.lines[0]!.lineId });
  const b = await shop.do('sale.addOpenPrice', { saleId, sku: 'W0001', priceMicros: 1_000_000_000_000, quantity: 6_000_000 } as any);
  show('b', b.sale.total);
  show('restore', await shop.ask('sale.restoreLine', { commandId: id('rp'), saleId, lineId: a.lines[0]!.lineId }));
  show('still', (await shop.do('sale.current', {})).current?.sale.total);
  show('verify', await verify(shop.folder));
});

test('races', async () => {
  shop = await openShop(); await shop.openShift();
  const sh = shop;
  for (let round = 0; round < 60; round++) {
    const s = id<SaleId>('s' + round);
    const c = await sh.do('sale.scan', { saleId: s, code: 'UNK' + round, keepsUnknown: true });
    await sh.scan(s, WATER);
    const lineId = c.unresolved[0]!.lineId;
    let n = 0; const cid = () => id('c' + round + ':' + n++);
    const all = [
      ['sale.resolve', { saleId: s, lineId, sku: 'W0001' }], ['sale.dropUnresolved', { saleId: s, lineId }],
      ['sale.park', { saleId: s, label: null }], ['sale.recall', { saleId: s }], ['sale.voidLine', { saleId: s, lineId }],
      ['sale.restoreLine', { saleId: s, lineId }], ['tender.cash', { saleId: s, amount: 1000 }], ['sale.complete', { saleId: s }], ['sale.void', { saleId: s }],
      ['sale.resolve', { saleId: s, lineId, sku: 'W0001' }],
    ] as [string, object][];
    const order = all.map((x) => [((round * 7919 + x[0].length * 104729 + n++) * 2654435761) % 1000003, x] as const).sort((p, q) => p[0] - q[0]).map((x) => x[1]);
    const outs = await Promise.all(order.map(([name, args]) => sh.ask(name, { commandId: cid(), ...args })));
    const faults = outs.filter((o) => !o.ok && 'fault' in o);
    if (faults.length) show('FAULT', [order.map((o) => o[0]), outs]);
    const cur = (await sh.do('sale.current', {})).current;
    if (cur) { for (const t of cur.sale.tenders) await sh.do('tender.remove', { saleId: s, tenderId: t.tenderId }); await sh.do('sale.void', { saleId: s }); }
    for (const p of (await sh.do('sale.parked', {})).parked) { await sh.do('sale.recall', { saleId: p.saleId }); await sh.do('sale.void', { saleId: p.saleId }); }
    if (round % 20 === 19) await sh.restart();
  }
  show('verify', await verify(shop.folder));
}, 60000);

test('quickcash fuzz', () => {
  const curs = ['AUD','CAD','CHF','CNY','EUR','GBP','HKD','JPY','KRW','KWD','SGD','TWD','USD'] as any[];
  const rules = [null, { increment: 5, mode: 'half-up' }, { increment: 10, mode: 'down' }, { increment: 100, mode: 'up' }, { increment: 250, mode: 'half-even' }] as any[];
  let bad = 0, n = 0;
  for (const cur of curs) for (const rule of rules) for (const total of [0, 1, 2, 3, 4, 5, 49, 50, 99, 100, 101, 12345, 99999, 100000, 1000001, 999_999_999_999, 1_000_000_000_000]) for (const paid of [0, 1, 40, 99, 5000]) {
    const tenders = paid ? [{ tenderId: 't', kind: 'cash', amount: paid }] as any : [];
    for (const f of [() => counterCash(total as any, tenders, cur, rule, new Map([[10000 as any, 5]])), () => quickCash(total as any, tenders, cur, rule)]) {
      n++;
      try {
        const q = f();
        const s = settle(total as any, tenders, rule);
        if (!s.isSettled && s.cashDue > 0) {
          if (q[0]?.received !== s.cashDue) { bad++; show('first', [cur, rule, total, paid, q, s]); }
          if (q.some((x, i) => i > 0 && x.received <= q[i - 1]!.received)) { bad++; show('order', [cur, rule, total, paid, q]); }
          if (q.some((x) => x.remaining !== 0)) { bad++; show('remaining', [cur, rule, total, paid, q]); }
        } else if (q.length) { bad++; show('none', [cur, rule, total, paid, q]); }
      } catch (e) { bad++; show('throw ' + String(e), [cur, rule, total, paid]); }
    }
  }
  show('fuzz', [n, bad]);
});

test('counts', async () => {
  shop = await openShop(); await shop.openShift();
  show('max', await shop.ask('shift.count', { commandId: id('c'), counts: [10000,5000,2000,1000,500,100,50,10].map((denomination) => ({ denomination, count: 99999 })) }));
  show('not', await shop.ask('shift.count', { commandId: id('c2'), counts: [{ denomination: 100, count: 1 }, { denomination: 3, count: 1 }] }));
  show('frac', await shop.ask('shift.count', { commandId: id('c3'), counts: [{ denomination: 100, count: 1.5 }] }));
  show('after', (await shop.do('shift.countSoFar', {})).counted);
  show('close', (await shop.do('shift.close', { counted: 1865981340 } as any) as any).denominations);
  show('so far', await shop.ask('shift.countSoFar', {}));
  show('count', await shop.ask('shift.count', { commandId: id('c4'), counts: [] }));
  show('verify', await verify(shop.folder));
});
