// Requests over a carrier that drops: numbering, sending again, events.
import { expect, test } from 'vitest';
import type { Request } from '#contract/envelope.ts';
import type { CommandId } from '#contract/ids.ts';
import { createCalls } from '#screen/bridge/calls.ts';

const signOut = { commandId: '0190a000-0000-7000-8000-000000000001' as CommandId };

test('what is asked before the carrier opens goes out when it does, in order', () => {
  const calls = createCalls();
  void calls.call('app.describe', {});
  void calls.call('sale.current', {});
  const sent: Request[] = [];
  calls.opened((request) => sent.push(request));
  expect(sent.map(({ id, command }) => [id, command])).toEqual([
    [1, 'app.describe'],
    [2, 'sale.current'],
  ]);
});

test('a write whose reply was lost is sent again as it was, and answered once', async () => {
  const calls = createCalls();
  const sent: Request[] = [];
  calls.opened((request) => sent.push(request));
  const outcome = calls.call('session.signOut', signOut);
  calls.closed('lost');
  calls.opened((request) => sent.push(request));
  expect(sent).toEqual([
    { id: 1, command: 'session.signOut', args: signOut },
    { id: 1, command: 'session.signOut', args: signOut },
  ]);
  calls.received({ id: 1, ok: true, result: {} });
  calls.received({ id: 1, ok: true, result: {} });
  expect(await outcome).toEqual({ id: 1, ok: true, result: {} });
});

test('an answered request is not sent again', () => {
  const calls = createCalls();
  calls.opened(() => {});
  void calls.call('app.describe', {});
  calls.received({ id: 1, ok: false, fault: { incident: 'x' } });
  const sent: Request[] = [];
  calls.opened((request) => sent.push(request));
  expect(sent).toEqual([]);
});

test('events reach every listener until it stops; rubbish reaches none', () => {
  const calls = createCalls();
  const heard: string[] = [];
  const stop = calls.subscribe((event) => heard.push(event.event));
  calls.received({ event: 'session.changed', payload: { session: null } });
  calls.received('rubbish');
  calls.received(null);
  calls.received({ id: null, ok: false });
  stop();
  calls.received({ event: 'session.changed', payload: { session: null } });
  expect(heard).toEqual(['session.changed']);
});

test('the connection is announced', () => {
  const calls = createCalls();
  const states: string[] = [];
  calls.watch((state) => states.push(state));
  calls.opened(() => {});
  calls.closed('lost');
  calls.closed('refused');
  expect(states).toEqual(['ready', 'lost', 'refused']);
});

test('whoever watches later hears how the connection is by then, and nothing before it was tried', () => {
  const calls = createCalls();
  const states: string[] = [];
  calls.watch((state) => states.push(`early ${state}`));
  expect(states).toEqual([]);
  calls.opened(() => {});
  calls.watch((state) => states.push(`late ${state}`));
  expect(states).toEqual(['early ready', 'late ready']);
});

test('more than the till takes at a time waits its turn, in order, and nothing is lost', async () => {
  const calls = createCalls();
  const sent: number[] = [];
  calls.opened(({ id }) => sent.push(id));
  const answers = Array.from({ length: 200 }, () => calls.call('sale.current', {}));
  expect(sent.length).toBeLessThan(64);
  for (let id = 1; id <= 200; id += 1) {
    expect(sent).toContain(id);
    calls.received({ id, ok: true, result: { current: null } });
  }
  expect(sent).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
  expect((await Promise.all(answers)).every(({ ok }) => ok)).toBe(true);
});

test('what waited its turn when the carrier was lost goes out with the next one', () => {
  const calls = createCalls();
  calls.opened(() => {});
  for (let at = 0; at < 100; at += 1) void calls.call('sale.current', {});
  calls.closed('lost');
  const sent: number[] = [];
  calls.opened(({ id }) => sent.push(id));
  for (let at = 0; at < 100; at += 1) {
    calls.received({ id: sent[at] ?? 0, ok: true, result: { current: null } });
  }
  expect(sent).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
});
