// Answers: told apart on one line, and read as one trouble.
import { expect, test } from 'vitest';
import { findAutomaticTrouble, findTrouble, makeReplySorter } from '#hardware/printer/replies.ts';

const sortAll = (...bytes: number[]) => makeReplySorter()(Uint8Array.from(bytes)).map((reply) => reply.kind);

test('a status, a proof, and flow control that is neither', () => {
  expect(sortAll(0x12, 0x00, 0x16, 0x11, 0x13, 0x03)).toEqual(['status', 'proof', 'status', 'proof']);
});

test('an automatic status is no proof, even when it comes in pieces', () => {
  const sort = makeReplySorter();
  expect(sort(Uint8Array.of(0x10, 0x00))).toEqual([]);
  expect(sort(Uint8Array.of(0x00, 0x00, 0x00))).toEqual([
    { kind: 'automatic', bytes: [0x10, 0x00, 0x00, 0x00] },
    { kind: 'proof', byte: 0x00 },
  ]);
});

test('a paper’s number and a printer’s name are texts, and what lies between them is not', () => {
  const sort = makeReplySorter();
  expect(sort(Buffer.from('37223031', 'hex'))).toEqual([]);
  expect(sort(Buffer.from('32330012', 'hex'))).toEqual([
    { kind: 'processId', signs: '0123' },
    { kind: 'status', byte: 0x12 },
  ]);
  expect(sort(Buffer.concat([Buffer.from('_TM-T20'), Buffer.from([0x16, 0x00])]))).toEqual([
    { kind: 'status', byte: 0x16 },
    { kind: 'identity', text: 'TM-T20' },
  ]);
});

test('a text that never ends does not swallow the next automatic status', () => {
  const sort = makeReplySorter();
  expect(sort(Uint8Array.of(0x37, 0x22, 0x30))).toEqual([]);
  expect(sort(Uint8Array.of(0x18, 0x00, 0x0c, 0x00, 0x00)).map(({ kind }) => kind)).toEqual([
    'automatic',
    'proof',
  ]);
});

test('every byte there is, in any order of pieces, is sorted or dropped and never throws', () => {
  const all = Uint8Array.from({ length: 65_536 }, (_, at) => (at >> 8) ^ (at & 0xff));
  const whole = makeReplySorter()(all);
  const sort = makeReplySorter();
  expect(Array.from(all, (byte) => sort(Uint8Array.of(byte))).flat()).toEqual(whole);
  expect(whole.length).toBeGreaterThan(1_000);
});

test.each([
  [[0x10, 0, 0, 0], null],
  [[0x10, 0, 0x03, 0], 'paperLow'],
  [[0x18, 0, 0x0f, 0], 'paperOut'],
  [[0x38, 0, 0x00, 0], 'coverOpen'],
  [[0x18, 0x08, 0, 0], 'failed'],
  [[0x18, 0, 0, 0], 'offline'],
])('the automatic status %j is %s', (bytes, trouble) => {
  expect(findAutomaticTrouble(bytes)).toBe(trouble);
});

test.each([
  [{ printer: 0x12, offlineCause: null, paper: 0x12 }, null],
  [{ printer: 0x16, offlineCause: null, paper: null }, null],
  [{ printer: 0x12, offlineCause: null, paper: 0x1e }, 'paperLow'],
  [{ printer: 0x1a, offlineCause: 0x32, paper: 0x7e }, 'paperOut'],
  [{ printer: 0x1a, offlineCause: 0x16, paper: 0x12 }, 'coverOpen'],
  [{ printer: 0x1a, offlineCause: 0x52, paper: 0x12 }, 'failed'],
  [{ printer: 0x1a, offlineCause: null, paper: null }, 'offline'],
])('%j is %s', (answers, trouble) => {
  expect(findTrouble(answers)).toBe(trouble);
});
