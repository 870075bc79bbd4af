// Signatures on paper: only what this register signed is good, to the last digit; nothing signed for one purpose passes for
// another.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fromDigits, toDigits } from '#contract/compact.ts';
import { lineBytes, receiptCodeBytes } from '#contract/receipt-code.ts';
import type { RegisterCard } from '#contract/register-card.ts';
import { seal, unseal } from '#contract/sealed-code.ts';
import { appendRow, sha256 } from '#store/journal.ts';
import type { Signer } from '#store/key.ts';
import { openStore } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import {
  checkReceiptCode,
  checkRegisterCard,
  signReceiptCode,
  signRegisterCard,
} from '#store/receipt-signature.ts';
import { insertRegister } from '#store/register.ts';
import type { Register } from '#store/register.ts';
import { inJournalTransaction } from '#store/transaction.ts';
import { insertTrusted } from '#store/trusted.ts';
import { codeOf } from '#test/contract/receipt-codes.ts';
import { cashEvent, newFolder, newSigner } from '#test/support/books.ts';

const PREFIX = '73101';
let own: Signer;
let other: Signer;
let db: Db;
beforeAll(async () => {
  own = await newSigner();
  other = await newSigner();
});
beforeEach(() => {
  db = openStore(newFolder());
  const config = {
    storeName: 'Corner Shop',
    number: 1,
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    dayStartsAt: 0,
    rounding: 'half-up',
    taxRounding: 'line',
    cashRounding: null,
    receiptLanguage: 'en',
    isDemo: false,
  } as Register['config'];
  insertRegister(db, { id: 'R1', epoch: 1, publicKey: own.publicKey, config }, '2026-11-20T08:00:00.000Z');
  return () => db.close();
});

const check = (text: string) => checkReceiptCode(db, text);
const trust = (signer: Signer, registerId: string, epoch: number) =>
  insertTrusted(db, {
    registerId,
    epoch,
    number: 2,
    storeName: 'Corner Shop',
    publicKey: signer.publicKey.toString('hex'),
    addedAt: '2026-11-20T08:00:00.000Z' as never,
    addedBy: 'Chen Jing',
  });

describe('a receipt’s code', () => {
  test('signed here is good, and says what was signed', () => {
    for (const lines of [1, 5, 25, 60]) {
      expect(check(signReceiptCode(own, codeOf(lines)))).toEqual({ kind: 'good', code: codeOf(lines) });
    }
  });

  test('with any one byte changed, in any bit, is never good', () => {
    const text = signReceiptCode(own, codeOf(3));
    const bytes = fromDigits(text.slice(PREFIX.length)) ?? new Uint8Array();
    const kinds = new Set<string>();
    for (let at = 0; at < bytes.length; at += 1) {
      for (const bit of [0, 3, 7]) {
        const edited = bytes.with(at, (bytes[at] ?? 0) ^ (1 << bit));
        kinds.add(check(PREFIX + toDigits(edited)).kind);
      }
    }
    expect([...kinds].toSorted()).toEqual(['forged', 'unknownRegister', 'unreadable']);
  });

  test('with any one digit changed, left out or doubled, is never good', () => {
    const text = signReceiptCode(own, codeOf(2));
    for (let at = 0; at < text.length; at += 1) {
      const digit = String((Number(text[at]) + 1) % 10);
      for (const edited of [
        text.slice(0, at) + digit + text.slice(at + 1),
        text.slice(0, at) + text.slice(at + 1),
        text.slice(0, at) + digit + text.slice(at),
      ]) {
        expect(check(edited).kind, `${at}`).not.toBe('good');
      }
    }
  });

  test('signed by another key is forged, also where that key is trusted for another register', () => {
    const forged = signReceiptCode(other, codeOf(2));
    expect(check(forged)).toEqual({ kind: 'forged' });
    trust(other, 'R2', 1);
    expect(check(forged)).toEqual({ kind: 'forged' });
    expect(check(signReceiptCode(other, { ...codeOf(2), registerId: 'R2' }))).toMatchObject({ kind: 'good' });
    // What this till signs is its own, whatever register it names.
    expect(check(signReceiptCode(own, { ...codeOf(2), registerId: 'R2' }))).toEqual({ kind: 'forged' });
  });

  test('of a register or an epoch that nobody vouched for is unknown, until somebody does', () => {
    const foreign = signReceiptCode(other, { ...codeOf(2), registerId: 'R2' });
    expect(check(foreign)).toEqual({ kind: 'unknownRegister', register: 'R2' });
    const earlier = signReceiptCode(other, { ...codeOf(2), epoch: 2 });
    expect(check(earlier)).toEqual({ kind: 'unknownRegister', register: 'R1' });
    trust(other, 'R1', 2);
    expect(check(earlier)).toMatchObject({ kind: 'good' });
    expect(check(signReceiptCode(own, codeOf(2)))).toMatchObject({ kind: 'good' });
  });

  test('of two tills under one number is good by either key', async () => {
    const third = await newSigner();
    trust(other, 'R2', 1);
    trust(third, 'R2', 1);
    for (const signer of [other, third]) {
      expect(check(signReceiptCode(signer, { ...codeOf(1), registerId: 'R2' })).kind).toBe('good');
    }
    expect(check(signReceiptCode(own, { ...codeOf(1), registerId: 'R2' })).kind).toBe('forged');
  });

  test('too long for its lines carries their digest instead, and the rest is as it was', () => {
    const long = codeOf(80);
    const checked = check(signReceiptCode(own, long));
    const linesDigest = sha256(lineBytes(long.lines ?? [])).toString('hex');
    expect(checked).toEqual({ kind: 'good', code: { ...long, lines: null, linesDigest } });
  });
});

describe('a signature made for one purpose', () => {
  test('does not pass for another: not a journal row’s, not a card’s, not a bare one', () => {
    const row = inJournalTransaction(db, () => appendRow(db, own, cashEvent()));
    const payload = receiptCodeBytes(codeOf(1));
    for (const signature of [row.sig, own.sign(payload), own.sign(sha256(payload))]) {
      expect(check(seal('receipt', payload, signature))).toEqual({ kind: 'forged' });
    }
    // The hash of a row as a receipt: 32 bytes that a journal key did sign.
    expect(check(seal('receipt', row.hash, row.sig)).kind).toBe('unreadable');
    const { signature = new Uint8Array() } = unseal('register', signRegisterCard(own, card())) ?? {};
    expect(check(seal('receipt', payload, signature))).toEqual({ kind: 'forged' });
  });
});

const card = (): RegisterCard => ({
  registerId: 'R1',
  epoch: 1,
  number: 1,
  storeName: '街角商店',
  currency: 'CNY',
  publicKey: own.publicKey.toString('hex'),
});

describe('a register’s card', () => {
  test('is good where its own key signed it, and not with one byte changed', () => {
    const text = signRegisterCard(own, card());
    expect(checkRegisterCard(text)).toEqual(card());
    const bytes = fromDigits(text.slice(PREFIX.length)) ?? new Uint8Array();
    for (let at = 0; at < bytes.length; at += 1) {
      const edited = bytes.with(at, (bytes[at] ?? 0) ^ 1);
      expect(checkRegisterCard(text.slice(0, PREFIX.length) + toDigits(edited)), `${at}`).toBeNull();
    }
  });

  test('that names a key which did not sign it, or no key at all, is none', () => {
    expect(checkRegisterCard(signRegisterCard(other, card()))).toBeNull();
    expect(checkRegisterCard(signRegisterCard(own, { ...card(), publicKey: 'ff'.repeat(32) }))).toBeNull();
    expect(checkRegisterCard(signReceiptCode(own, codeOf(1)))).toBeNull();
    expect(checkRegisterCard('anything')).toBeNull();
  });
});
