// The frame around every call: what a connection answers, refuses and survives.
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { connect, inFlightLimit, messageLimitBytes, Unreadable } from '#shell/connection.ts';
import type { Carrier } from '#shell/connection.ts';
import { fakeTill, sessionChanged } from '#test/support/fake-till.ts';
import type { FakeTill } from '#test/support/fake-till.ts';

interface Sent {
  id?: number | null;
  ok?: boolean;
  result?: unknown;
  refusal?: { code: string; details: { problem: string } };
  fault?: { incident: string };
  event?: string;
}

function open(till: FakeTill = fakeTill(), send?: (message: object) => void) {
  const sent: Sent[] = [];
  const incidents: object[] = [];
  let take: (raw: unknown) => void = () => {};
  let closed = () => {};
  const carrier: Carrier = {
    send: send ?? ((message) => void sent.push(JSON.parse(JSON.stringify(message)) as Sent)),
    onMessage: (callback) => (take = callback),
    onClose: (callback) => (closed = callback),
  };
  const log = { warn() {}, error: (details: object) => void incidents.push(details) };
  const connection = connect(till, carrier, log);
  const settle = () => connection.whenBelow(1);
  return {
    till,
    sent,
    incidents,
    connection,
    settle,
    take: (raw: unknown) => take(raw),
    hangUp: () => closed(),
  };
}

async function problemOf(raw: unknown): Promise<{ id: unknown; problem: string | undefined }> {
  const line = open();
  line.take(raw);
  await line.settle();
  const [answer] = line.sent;
  expect(answer?.ok).toBe(false);
  expect(answer?.refusal?.code).toBe('command.malformed');
  expect(line.till.calls).toEqual([]);
  // The connection lives on.
  line.take('{"id":9,"command":"echo","args":{}}');
  await line.settle();
  expect(line.sent[1]).toEqual({ id: 9, ok: true, result: {} });
  return { id: answer?.id, problem: answer?.refusal?.details.problem };
}

describe('answers', () => {
  test('a request as text and as a value, with its own id', async () => {
    const line = open();
    line.take('{"id":1,"command":"echo","args":{"a":1}}');
    line.take({
      id: 2,
      command: 'echo',
      args: { b: [1, null, 'x', true, undefined].slice(0, 4), c: undefined },
    });
    await line.settle();
    expect(line.sent).toEqual([
      { id: 1, ok: true, result: { a: 1 } },
      { id: 2, ok: true, result: { b: [1, null, 'x', true] } },
    ]);
  });

  test('a refusal crosses unchanged', async () => {
    const line = open();
    line.take('{"id":3,"command":"refuse","args":{}}');
    await line.settle();
    expect(line.sent).toEqual([{ id: 3, ok: false, refusal: { code: 'sale.none', details: {} } }]);
  });

  test('in the order of completion', async () => {
    const line = open();
    line.take('{"id":1,"command":"hold","args":{}}');
    line.take('{"id":2,"command":"echo","args":{}}');
    await line.connection.whenBelow(2);
    expect(line.sent.map((sent) => sent.id)).toEqual([2]);
    line.till.release();
    await line.settle();
    expect(line.sent.map((sent) => sent.id)).toEqual([2, 1]);
  });

  test('a till that throws becomes a fault whose incident is in the log', async () => {
    const line = open();
    line.take('{"id":4,"command":"throw","args":{}}');
    await line.settle();
    const incident = line.sent[0]?.fault?.incident;
    expect(line.sent[0]).toMatchObject({ id: 4, ok: false });
    expect(line.incidents).toMatchObject([{ incident, command: 'throw' }]);
  });

  test('an outcome that cannot be written becomes a fault, so nobody waits for ever', async () => {
    const line = open();
    line.take('{"id":5,"command":"cycle","args":{}}');
    await line.settle();
    expect(line.sent).toMatchObject([{ id: 5, ok: false, fault: { incident: expect.any(String) } }]);
  });
});

describe('refuses as malformed and stays alive', () => {
  test('a message that is too long under an id in flight is not taken for its answer', async () => {
    const line = open();
    line.take('{"id":7,"command":"hold","args":{}}');
    line.take(tooLongText('{"id":7,"command":"echo","args":'));
    expect(line.sent).toMatchObject([{ id: null, ok: false }]);
    line.till.release();
    await line.settle();
    expect(line.sent[1]).toMatchObject({ id: 7, ok: true });
  });

  test.each<[string, unknown, number | null, RegExp]>([
    ['no JSON', 'hello', null, /not JSON/],
    ['an empty text', '', null, /not JSON/],
    ['an array', '[1]', null, /not an object/],
    ['null', 'null', null, /not an object/],
    ['no id', '{"command":"echo","args":{}}', null, /id/],
    ['a text as id', '{"id":"1","command":"echo","args":{}}', null, /id/],
    ['a broken id', '{"id":1.5,"command":"echo","args":{}}', null, /id/],
    ['a negative id', '{"id":-1,"command":"echo","args":{}}', null, /id/],
    ['no command', '{"id":1,"args":{}}', 1, /command/],
    ['no args', '{"id":1,"command":"echo"}', 1, /args/],
    ['an extra member', '{"id":1,"command":"echo","args":{},"admin":true}', 1, /"admin"/],
    ['a prototype', '{"id":1,"command":"echo","args":{},"__proto__":{}}', 1, /__proto__/],
    ['deep args', `{"id":1,"command":"echo","args":${'['.repeat(40)}${']'.repeat(40)}}`, 1, /deep/],
    ['a tower of brackets', '['.repeat(200_000), null, /not JSON/],
    ['a carrier that could not read', new Unreadable('the message is not UTF-8'), null, /not UTF-8/],
    ['a function', () => 1, null, /not JSON/],
    ['undefined', undefined, null, /not JSON/],
    ['a bigint', { id: 1, command: 'echo', args: { n: 1n } }, 1, /not JSON/],
    ['a Map', { id: 1, command: 'echo', args: new Map() }, 1, /not JSON/],
    ['a Date', { id: 1, command: 'echo', args: new Date() }, 1, /not JSON/],
    ['no number', { id: 1, command: 'echo', args: Number.NaN }, 1, /not JSON/],
    ['a hole', { id: 1, command: 'echo', args: Array.from({ length: 2 }) }, 1, /not JSON/],
    ['bytes', { id: 1, command: 'echo', args: new Uint8Array(50_000_000) }, 1, /not JSON/],
    ['a sparse array', { id: 1, command: 'echo', args: sparse() }, 1, /not JSON/],
    ['a cycle', cycle(), 1, /too deep/],
    ['a bomb of shared parts', bomb(), 1, /too long/],
    ['a text that is too long', tooLongText('{"id":7,"command":"echo","args":'), 7, /256 KiB/],
    ['one that begins with another member', tooLongText('{"command":"echo","id":7,"args":'), null, /256 KiB/],
    ['one with a text as id', tooLongText('{"id":"7","command":"echo","args":'), null, /256 KiB/],
    ['one with a number that is none', tooLongText('{"id":99999999999999999,"args":'), null, /256 KiB/],
  ])('%s', async (_name, raw, id, problem) => {
    const answer = await problemOf(raw);
    expect(answer.id).toBe(id);
    expect(answer.problem).toMatch(problem);
  });

  test('a message over the limit, counted in bytes; at the limit it passes', async () => {
    const frame = '{"id":1,"command":"echo","args":""}';
    const room = messageLimitBytes - frame.length;
    const fill = (text: string) => frame.replace('""', `"${text}"`);
    expect((await problemOf(fill('a'.repeat(room + 1)))).problem).toMatch(/longer than 256 KiB/);
    expect((await problemOf(fill('é'.repeat(room / 2 + 1)))).problem).toMatch(/longer than 256 KiB/);
    expect((await problemOf({ id: 1, command: 'echo', args: 'é'.repeat(room / 2 + 1) })).problem).toMatch(
      /256 KiB/,
    );
    const line = open();
    line.take(fill('a'.repeat(room)));
    line.take({ id: 2, command: 'echo', args: 'a'.repeat(room) });
    await line.settle();
    expect(line.sent.map((sent) => sent.ok)).toEqual([true, true]);
  });

  test('requests beyond the cap, and takes new ones once an answer is out', async () => {
    const line = open();
    for (let id = 0; id <= inFlightLimit; id++) line.take({ id, command: 'hold', args: {} });
    expect(line.till.calls).toHaveLength(inFlightLimit);
    expect(line.sent).toMatchObject([
      { id: inFlightLimit, refusal: { details: { problem: expect.stringMatching(/64 requests/) } } },
    ]);
    line.till.release();
    await line.connection.whenBelow(inFlightLimit);
    line.take({ id: 100, command: 'echo', args: {} });
    await line.connection.whenBelow(inFlightLimit);
    expect(line.sent.at(-1)).toEqual({ id: 100, ok: true, result: {} });
  });

  test('an id that is still in flight, without answering for the first one', async () => {
    const line = open();
    line.take({ id: 7, command: 'hold', args: 'first' });
    line.take({ id: 7, command: 'echo', args: 'second' });
    line.till.release();
    await line.settle();
    expect(line.sent).toMatchObject([
      { id: null, ok: false },
      { id: 7, ok: true, result: 'first' },
    ]);
  });

  test('anything at all, with exactly one answer each', async () => {
    const line = open();
    const values = fc.oneof(
      fc.string(),
      fc.json(),
      fc.anything({ withBigInt: true, withMap: true, withDate: true, withSparseArray: true }),
      fc.object().map((part) => ({ id: 1, command: 'echo', args: {}, ...part })),
      fc.anything({ withBigInt: true }).map((args) => ({ id: 1, command: 'echo', args })),
    );
    await fc.assert(
      fc.asyncProperty(values, async (raw) => {
        line.sent.length = 0;
        line.take(raw);
        line.till.release();
        await line.settle();
        expect(line.sent).toHaveLength(1);
        expect(line.sent[0]?.refusal?.code ?? 'answered').toMatch(
          /^(answered|command\.malformed|command\.unknown)$/,
        );
      }),
      { numRuns: 1000 },
    );
    // Not everything was refused.
    expect(line.till.calls.length).toBeGreaterThan(10);
  });
});

describe('events', () => {
  test('are pushed while connected and not afterwards', () => {
    const line = open();
    line.till.announce(sessionChanged);
    expect(line.sent).toEqual([{ event: 'session.changed', payload: { session: null } }]);
    line.hangUp();
    line.till.announce(sessionChanged);
    expect(line.sent).toHaveLength(1);
    expect(line.till.listeners.size).toBe(0);
  });

  test('reach the others when one connection is broken', async () => {
    const till = fakeTill();
    const broken = open(till, () => {
      throw new Error('the wire is cut');
    });
    const whole = open(till);
    till.announce(sessionChanged);
    broken.take('{"id":1,"command":"echo","args":{}}');
    broken.take('nonsense');
    await broken.settle();
    expect(whole.sent).toHaveLength(1);
  });

  test('a closed connection drops the answer but the command ran', async () => {
    const line = open();
    line.take('{"id":1,"command":"hold","args":{}}');
    const settled = line.settle();
    line.hangUp();
    await settled;
    line.till.release();
    await new Promise(setImmediate);
    expect(line.sent).toEqual([]);
    line.take('{"id":2,"command":"echo","args":{}}');
    expect(line.till.calls).toHaveLength(1);
  });
});

const tooLongText = (front: string) => `${front}"${'x'.repeat(messageLimitBytes)}"}`;

function sparse(): unknown[] {
  const holes: unknown[] = [];
  holes.length = 2 ** 32 - 1;
  return holes;
}

function cycle(): object {
  const request: Record<string, unknown> = { id: 1, command: 'echo' };
  request['args'] = request;
  return request;
}

function bomb(): object {
  let part: unknown = 'x'.repeat(100);
  for (let i = 0; i < 25; i++) part = [part, part, part, part];
  return { id: 1, command: 'echo', args: part };
}
