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
