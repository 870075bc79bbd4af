// The customer's way into the browser shell: its own code, cookie and socket, over which nothing can be done; and neither
// way opens the other.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { cookieOf, nextMessage, startLoopback } from '#test/support/loopback.ts';
import type { Loopback } from '#test/support/loopback.ts';

const ENTER = '/customer/enter';
const VIEW = '/customer/view';

let loopback: Loopback;
beforeEach(async () => {
  loopback = await startLoopback();
});
afterEach(() => loopback.close());

async function comeIn(): Promise<string> {
  const { enter, own, customerCode } = loopback;
  const entered = await enter({ origin: own }, customerCode(), ENTER);
  expect(entered.status).toBe(204);
  expect(entered.headers['set-cookie']).toEqual([
    expect.stringMatching(/^counterfoil-customer-\d+=[\w-]{43}; Path=\/customer; HttpOnly; SameSite=Strict$/),
  ]);
  return cookieOf(entered);
}

test('is told what the customer may see, and reaches the till with no command', async () => {
  const { open, own, till, customer } = loopback;
  const socket = await open({ origin: own, cookie: await comeIn() }, VIEW);
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  customer.announce({ event: 'session.changed', payload: { session: null } });
  expect(await nextMessage(socket)).toMatchObject({ event: 'session.changed' });
  socket.send('{"id":1,"command":"sale.void","args":{}}');
  expect(await nextMessage(socket)).toMatchObject({ id: 1, ok: false, refusal: { code: 'command.unknown' } });
  expect(till.calls).toEqual([]);
  expect(till.listeners.size).toBe(0);
  socket.close();
});

test('its cookie does not open the till, nor the till’s cookie the view', async () => {
  const { open, own, enter } = loopback;
  const customers = await comeIn();
  expect(await open({ origin: own, cookie: customers })).toBe(401);
  // Under the other's name as well: what counts is what the till gave out for that way.
  const value = customers.split('=')[1] ?? '';
  const cashiers = cookieOf(await enter({ origin: own }));
  expect(await open({ origin: own, cookie: `${cashiers.split('=')[0]}=${value}` })).toBe(401);
  expect(await open({ origin: own, cookie: cashiers }, VIEW)).toBe(401);
  expect(await open({ origin: own, cookie: customers }, '/customer')).toBe(404);
});

test('a code serves once, one way, and only until the next is given', async () => {
  const { enter, own, customerCode, code } = loopback;
  const first = customerCode();
  expect((await enter({ origin: own }, first)).status).toBe(403);
  expect((await enter({ origin: own }, code, ENTER)).status).toBe(403);
  const second = customerCode();
  expect((await enter({ origin: own }, first, ENTER)).status).toBe(403);
  expect((await enter({ origin: own }, second, ENTER)).status).toBe(204);
  expect((await enter({ origin: own }, second, ENTER)).status).toBe(403);
  // The wrong tries at one door did not shut the other.
  expect((await enter({ origin: own }, code)).status).toBe(204);
});

test('a new window ends the session of the one before', async () => {
  const { open, own } = loopback;
  const before = await comeIn();
  const now = await comeIn();
  expect(await open({ origin: own, cookie: before }, VIEW)).toBe(401);
  const socket = await open({ origin: own, cookie: now }, VIEW);
  expect(socket).toBeInstanceOf(WebSocket);
  (socket as WebSocket).terminate();
});

test('before anybody asked for it there is no way in, and foreign pages have none', async () => {
  const { enter, own, open } = loopback;
  expect((await enter({ origin: own }, 'A'.repeat(22), ENTER)).status).toBe(403);
  expect(await open({ origin: own }, VIEW)).toBe(401);
  const cookie = await comeIn();
  expect(await open({ origin: 'http://evil.example', cookie }, VIEW)).toBe(403);
  expect((await enter({ origin: 'http://evil.example' }, loopback.customerCode(), ENTER)).status).toBe(403);
});
