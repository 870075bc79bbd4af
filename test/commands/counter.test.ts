// How the counter is arranged: kept through a restart, told to whoever looks, and never lost as a whole.
import { afterEach, expect, test } from 'vitest';
import { handlers } from '#commands/index.ts';
import type { WriteContext } from '#commands/context.ts';
import { firstCounterSettings } from '#contract/counter.ts';
import type { CounterSettings } from '#contract/counter.ts';
import { kindsOf, withDatabase } from '#test/support/books.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
afterEach(() => shop.close());

const arranged: CounterSettings = {
  theme: 'dark',
  hand: 'left',
  zoomPercent: 125,
  keypad: '123',
  amountEntry: 'minor',
  isMuted: true,
  sameReadMs: 300,
  keys: { preset: 'supermarket', changes: { 'sale.park': ['F6', 'Ctrl+p'], 'sale.void': [] } },
};

const tooMany = Array.from({ length: 201 }, (_, i) => `action${i}`);

const settingsNow = async () => (await shop.do('app.describe', {})).counter;

/** Puts a text where the settings are, as another version of the program would have. */
function store(settings: string): void {
  withDatabase(shop.folder, (db) =>
    db.prepare('INSERT OR REPLACE INTO counter_setting VALUES (1, ?)').run(settings),
  );
}

test('a counter is as it comes until somebody arranges it, and then as arranged, after a restart too', async () => {
  shop = await openShop({ as: 'cashier' });
  expect(await settingsNow()).toEqual(firstCounterSettings);
  expect(await shop.do('counter.configure', { settings: arranged })).toEqual(arranged);
  expect(shop.events).toEqual([{ event: 'counter.changed', payload: arranged }]);
  expect(await settingsNow()).toEqual(arranged);
  await shop.restart();
  expect(await settingsNow()).toEqual(arranged);
});

test('arranging leaves no row in the journal', async () => {
  shop = await openShop();
  const before = kindsOf(shop.folder);
  await shop.do('counter.configure', { settings: arranged });
  await shop.do('quick.put', { pages: [] });
  expect(kindsOf(shop.folder)).toEqual(before);
});

test('arranging survives a power cut: it is written as the journal is', async () => {
  shop = await openShop();
  const levels: unknown[] = [];
  const configure = handlers['counter.configure'];
  handlers['counter.configure'] = (context: WriteContext, args, prepared) => {
    levels.push(context.db.pragma('synchronous', { simple: true }), context.db.inTransaction);
    return configure(context, args, prepared);
  };
  try {
    await shop.do('counter.configure', { settings: arranged });
  } finally {
    handlers['counter.configure'] = configure;
  }
  const FULL = 2;
  expect(levels).toEqual([FULL, true]);
});

test('the same once more is answered and not done again; something else under its id is refused', async () => {
  shop = await openShop();
  const command = { commandId: id('dark'), settings: arranged };
  await shop.do('counter.configure', command);
  await shop.do('counter.configure', { settings: firstCounterSettings });
  expect(await shop.do('counter.configure', command)).toEqual(arranged);
  expect(await settingsNow()).toEqual(firstCounterSettings);
  expect(shop.events).toHaveLength(2);
  expect(
    await shop.refused('counter.configure', { ...command, settings: firstCounterSettings }),
  ).toMatchObject({ code: 'command.conflict' });
});

test.for([
  ['a size nobody can read', { zoomPercent: 500 }, 'settings.zoomPercent'],
  ['a theme there is none of', { theme: 'pink' }, 'settings.theme'],
  [
    'five keys for one action',
    { keys: { preset: 'default', changes: { 'sale.park': ['1', '2', '3', '4', '5'] } } },
    'settings.keys.changes.sale.park',
  ],
  [
    'a key that is broken text',
    { keys: { preset: 'default', changes: { 'sale.park': ['\ud800'] } } },
    'settings.keys.changes.sale.park.0',
  ],
  [
    'more changed actions than there are',
    { keys: { preset: 'default', changes: Object.fromEntries(tooMany.map((action) => [action, []])) } },
    'settings.keys.changes',
  ],
  ['an unknown setting', { surprise: true }, 'settings'],
] as const)('%s is refused by its name', async ([, change, path]) => {
  shop = await openShop();
  const refusal = await shop.refused('counter.configure', { settings: { ...arranged, ...change } });
  expect(refusal).toMatchObject({ code: 'command.invalid', details: { path } });
  expect(await settingsNow()).toEqual(firstCounterSettings);
});

test('a locked till is not arranged', async () => {
  shop = await openShop({ as: null });
  expect(await shop.refused('counter.configure', { settings: arranged })).toMatchObject({
    code: 'session.none',
  });
});

test('what can no longer be read costs only itself', async () => {
  shop = await openShop();
  const { isMuted: _, ...older } = arranged;
  store(
    JSON.stringify({
      ...older,
      zoomPercent: 500,
      ofTomorrow: 1,
      keys: {
        preset: 'of tomorrow',
        changes: { ...arranged.keys.changes, 'sale.void': 'F6', 'no such!': [] },
      },
    }),
  );
  expect(await settingsNow()).toEqual({
    ...arranged,
    zoomPercent: 100,
    isMuted: false,
    keys: { preset: 'default', changes: { 'sale.park': ['F6', 'Ctrl+p'] } },
  });
});

test.for(['', 'null', '[]', '"dark"', '{"theme":', '{"keys":7}'])(
  'settings that are nothing of the kind are as at first: %s',
  async (settings) => {
    shop = await openShop();
    store(settings);
    expect(await settingsNow()).toEqual(firstCounterSettings);
  },
);
