// From anything at all to an answer: every command refuses bad arguments by their name, and nothing makes it throw.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { commands } from '#contract/commands.ts';
import { openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

interface Schema {
  required?: string[];
}

describe.each(Object.keys(commands))('%s', (name) => {
  const spec = commands[name as keyof typeof commands];
  const { required = [] } = z.toJSONSchema(spec.args, { io: 'input' }) as Schema;

  test('refuses what is no object, and a member nobody knows, by name', async () => {
    for (const args of [null, 1, 'text', []]) {
      expect(await shop.ask(name, args)).toMatchObject({ ok: false, refusal: { code: 'command.invalid' } });
    }
    const known = Object.fromEntries(required.map((member) => [member, undefined]));
    const outcome = await shop.ask(name, { ...known, surprise: 1 });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'command.invalid' } });
    if (required.length === 0) expect(outcome).toMatchObject({ refusal: { details: { path: 'surprise' } } });
  });

  const first = required[0];
  if (first === undefined) return;
  test('refuses a missing or wrong member by its name', async () => {
    for (const bad of [undefined, Number.NaN, { nested: true }, () => 1]) {
      expect(await shop.ask(name, { [first]: bad })).toMatchObject({
        ok: false,
        refusal: {
          code: 'command.invalid',
          details: { path: expect.stringMatching(new RegExp(`^${first}(?:\\.|$)`)) },
        },
      });
    }
  });
});

test('names that are no commands are refused, own or inherited', async () => {
  for (const name of [
    '',
    'constructor',
    '__proto__',
    'toString',
    'sale.scan ',
    'SALE.SCAN',
    'x'.repeat(10_000),
  ]) {
    expect(await shop.ask(name, {})).toMatchObject({ ok: false, refusal: { code: 'command.unknown' } });
  }
});

test('nothing that can be sent is a fault', async () => {
  const names = Object.keys(commands).filter((name) => !/signIn|setUp/.test(name));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.jsonValue(), async (name, args) => {
      const outcome = await shop.ask(name, args);
      expect('fault' in outcome).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('text is brought into one form before it is stored or compared', async () => {
  await shop.openShift(1000);
  const decomposed = 'cafe\u0301';
  await shop.do('drawer.noSale', { reason: decomposed });
  expect(await shop.refused('drawer.noSale', { reason: 'a\ud800b' })).toMatchObject({
    code: 'command.invalid',
    details: { path: 'reason' },
  });
});
