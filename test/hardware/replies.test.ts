// Answers: told apart on one line, and read as one trouble.
import { expect, test } from 'vitest';
import { findTrouble, makeReplySorter } from '#hardware/printer/replies.ts';

const sortAll = (...bytes: number[]) => makeReplySorter()(Uint8Array.from(bytes)).map((reply) => reply.kind);

test('a status, a proof, and flow control that is neither', () => {
  expect(sortAll(0x12, 0x00, 0x16, 0x11, 0x13, 0x03)).toEqual(['status', 'proof', 'status', 'proof']);
});

test('an automatic status is no proof, even when it comes in pieces', () => {
  const sort = makeReplySorter();
  expect(sort(Uint8Array.of(0x10, 0x00))).toEqual([]);
  expect(sort(Uint8Array.of(0x00, 0x00, 0x00))).toEqual([{ kind: 'proof', byte: 0x00 }]);
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
