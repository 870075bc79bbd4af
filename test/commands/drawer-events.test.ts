// What the drawer's sensor sees with nobody having asked is on the journal, and moves no money.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import type { CashDrawer, DrawerEvent } from '#hardware/ports.ts';
import { makePrintCounter } from '#test/support/print-counter.ts';
import { openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const now = () => new Date('2026-11-20T08:30:00.000Z');
let shop: Shop;
afterEach(() => shop.close());

/** A shop with a drawer that the test opens by its key. */
async function openWithKey(as: 'manager' | null = 'manager'): Promise<(event: DrawerEvent) => void> {
  let tell: (event: DrawerEvent) => void = () => undefined;
  const { devices } = makePrintCounter(now);
  const drawer: CashDrawer = {
    kick: (reason) => devices.drawer.kick(reason),
    readLevel: () => devices.drawer.readLevel(),
    onEvent(callback) {
      tell = callback;
      return () => undefined;
    },
    status: () => devices.drawer.status(),
    onChange: (callback) => devices.drawer.onChange(callback),
    close: () => devices.drawer.close(),
  };
  shop = await openShop({ opened: () => ({ ...devices, drawer }), as });
  return (event) => tell(event);
}

function drawerRows(): unknown[] {
  const db = new Database(join(shop.folder, 'till.db'), { readonly: true });
  try {
    return db
      .prepare(
        "SELECT kind, actor, total_minor AS total FROM journal WHERE kind LIKE 'drawer.%' ORDER BY seq",
      )
      .all();
  } finally {
    db.close();
  }
}

test('opened by its key, and left open', async () => {
  const tell = await openWithKey();
  await shop.openShift(0);
  tell({ kind: 'foundOpen' });
  tell({ kind: 'leftOpen', seconds: 31 });
  // Twice in one instant are two rows: the second is no answer to the first.
  tell({ kind: 'foundOpen' });
  expect(drawerRows()).toEqual([
    { kind: 'drawer.foundOpen', actor: 'chen-jing', total: 0 },
    { kind: 'drawer.leftOpen', actor: 'chen-jing', total: 0 },
    { kind: 'drawer.foundOpen', actor: 'chen-jing', total: 0 },
  ]);
  const report = await shop.do('shift.xReport', { print: false });
  expect(report.period).toMatchObject({ noSales: 0 });
});

test('at night, with nobody signed in, it is on the journal all the same', async () => {
  const tell = await openWithKey(null);
  tell({ kind: 'foundOpen' });
  expect(drawerRows()).toEqual([{ kind: 'drawer.foundOpen', actor: 'till', total: 0 }]);
});

test('the next sale follows those rows without a break in the chain', async () => {
  const tell = await openWithKey();
  await shop.openShift(0);
  tell({ kind: 'foundOpen' });
  await shop.sell('after', ['6901234567892']);
  await shop.restart();
  expect((await shop.do('app.describe', {})).mode.kind).toBe('ready');
});
