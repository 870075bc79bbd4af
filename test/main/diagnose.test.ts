// `till diagnose` as whoever helps would run it: beside a till that sells, on books that are broken, and where there is no
// till at all.
import fs from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { diagnose, diagnoseFolder } from '#main/tools/diagnose.ts';
import { openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const WATER = '6901234567892';
let shop: Shop;
afterEach(() => shop.close());

function heard(): Writable & { text: string } {
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said.text += chunk.toString();
      done();
    },
  });
  const said = Object.assign(output, { text: '' });
  return said;
}

/** Every byte of the books. */
const fingerprint = () =>
  [
    'till.db',
    'keys/device.key',
    ...fs.readdirSync(path.join(shop.folder, 'mirror')).map((name) => `mirror/${name}`),
  ].map((name) => fs.readFileSync(path.join(shop.folder, name)).toString('base64'));

test('beside a till that sells: what it says is what the screen says, and the till goes on', async () => {
  shop = await openShop();
  await shop.openShift(0);
  await shop.sell('one', [WATER]);
  const onScreen = await shop.do('app.diagnose', {});
  const outside = await diagnoseFolder(shop.folder);
  expect(outside.books).toMatchObject({
    mode: { kind: 'ready' },
    current: onScreen.books.current,
    register: 'R1',
    rows: onScreen.books.rows,
    receipts: 1,
    schema: onScreen.books.schema,
    keysKeptBy: 'file',
  });
  const output = heard();
  expect(await diagnose(shop.folder, output)).toBe(0);
  expect(output.text).toContain('books: ready');
  expect(output.text).toMatch(
    /folder unreached, file good, register good, key good, chain good, witness good/,
  );
  expect(output.text).toMatch(/Send this file to whoever helps you: .*till-R1-.*\.zip/);
  await shop.sell('two', [WATER]);
});

test('on broken books: names the trouble and changes no byte of them', async () => {
  shop = await openShop();
  await shop.openShift(0);
  await shop.core.close();
  const file = path.join(shop.folder, 'till.db');
  const bytes = fs.readFileSync(file);
  bytes.fill(0, 4096, 8192);
  fs.writeFileSync(file, bytes);
  const before = fingerprint();
  const output = heard();
  expect(await diagnose(shop.folder, output)).toBe(1);
  expect(output.text).toContain('books: databaseDamaged');
  expect(output.text).toContain('file red, register unreached');
  expect(fingerprint()).toEqual(before);
});

test('where there is no till it says so', async () => {
  shop = await openShop();
  const output = heard();
  expect(await diagnose(path.join(shop.folder, 'nowhere'), output)).toBe(2);
  expect(output.text).toContain('There is no till in');
});
