// Signs what leaves the till on paper, and knows whose signatures are good here: the code of a receipt, the card of a
// register. Owns what is signed; what a receipt or a card says is the contract's.
import crypto from 'node:crypto';
import { readReceiptCodeBytes, lineBytes, receiptCodeBytes } from '#contract/receipt-code.ts';
import type { ReceiptCode } from '#contract/receipt-code.ts';
import { readRegisterCardBytes, registerCardBytes } from '#contract/register-card.ts';
import type { RegisterCard, TrustedRegister } from '#contract/register-card.ts';
import { fitsSealed, seal, unseal } from '#contract/sealed-code.ts';
import { sha256 } from './journal.ts';
import { publicKeyOf } from './key.ts';
import type { Signer } from './key.ts';
import type { Db } from './open.ts';
import { readRegister } from './register.ts';
import { registersNamed } from './trusted.ts';

/**
 * Before what is signed, so that no signature can be taken for another kind's. A journal row's signature is one of 32
 * bytes, its hash; these messages are longer than that by their prefix and sale id alone.
 */
const RECEIPT = Buffer.from('till.receipt.v1\n');
const CARD = Buffer.from('till.card.v1\n');

const message = (domain: Uint8Array, payload: Uint8Array): Buffer => Buffer.concat([domain, payload]);

function isSignedBy(
  key: Uint8Array,
  domain: Uint8Array,
  payload: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    return crypto.verify(null, message(domain, payload), publicKeyOf(key), signature);
  } catch {
    // 32 bytes that are no point of the curve.
    return false;
  }
}

/** The short form: what the lines are is then known only where the sale is. */
function shorten(code: ReceiptCode): ReceiptCode {
  if (code.lines === null) return code;
  return { ...code, lines: null, linesDigest: sha256(lineBytes(code.lines)).toString('hex') };
}

/** Whether a code, short or long, says exactly what the long one does. */
export function saysTheSame(code: ReceiptCode, long: ReceiptCode): boolean {
  const whole = code.lines === null ? shorten(long) : long;
  return Buffer.from(receiptCodeBytes(code)).equals(receiptCodeBytes(whole));
}

/** The text of a receipt's code, signed: with its lines where they fit, else in the short form. */
export function signReceiptCode(signer: Signer, code: ReceiptCode): string {
  const long = receiptCodeBytes(code);
  const payload = fitsSealed(long) ? long : receiptCodeBytes(shorten(code));
  return seal('receipt', payload, signer.sign(message(RECEIPT, payload)));
}

/** The keys that a register of that epoch may have signed with: this till's own, and those it was told to trust. */
function keysOf(db: Db, registerId: string, epoch: number): { good: Buffer[]; withdrawn: TrustedRegister[] } {
  const own = readRegister(db);
  const isOwn = own !== null && own.id === registerId && own.epoch === epoch;
  const named = registersNamed(db, registerId, epoch);
  const trusted = named.filter((one) => one.withdrawn === undefined);
  return {
    good: [
      ...(isOwn ? [own.publicKey] : []),
      ...trusted.map(({ publicKey }) => Buffer.from(publicKey, 'hex')),
    ],
    withdrawn: named.filter((one) => one.withdrawn !== undefined),
  };
}

/**
 * What reading a receipt's code came to. `unknownRegister`: nobody said that this register may be believed. `withdrawn`:
 * somebody did, and took it back.
 */
export type CheckedReceiptCode =
  | { kind: 'good'; code: ReceiptCode }
  | { kind: 'unreadable' | 'forged' }
  | { kind: 'withdrawn'; register: TrustedRegister }
  | { kind: 'unknownRegister'; register: string };

/** Reads a receipt's code and checks its signature by the keys that count here. Only reads. */
export function checkReceiptCode(db: Db, text: string): CheckedReceiptCode {
  const sealed = unseal('receipt', text);
  const code = sealed === null ? null : readReceiptCodeBytes(sealed.payload);
  if (sealed === null || code === null) return { kind: 'unreadable' };
  const { good, withdrawn } = keysOf(db, code.registerId, code.epoch);
  if (good.length + withdrawn.length === 0) return { kind: 'unknownRegister', register: code.registerId };
  const isBy = (key: Buffer) => isSignedBy(key, RECEIPT, sealed.payload, sealed.signature);
  if (good.some(isBy)) return { kind: 'good', code };
  // Whatever day it names: who has the key can write any.
  const former = withdrawn.find(({ publicKey }) => isBy(Buffer.from(publicKey, 'hex')));
  return former === undefined ? { kind: 'forged' } : { kind: 'withdrawn', register: former };
}

/** The text of a register's card; it signs itself, which proves that whoever shows it has the key. */
export function signRegisterCard(signer: Signer, card: RegisterCard): string {
  const payload = registerCardBytes(card);
  return seal('register', payload, signer.sign(message(CARD, payload)));
}

/** The card of a text, signed by the key that it names; null for anything else. */
export function checkRegisterCard(text: string): RegisterCard | null {
  const sealed = unseal('register', text);
  const card = sealed === null ? null : readRegisterCardBytes(sealed.payload);
  if (sealed === null || card === null) return null;
  const isGood = isSignedBy(Buffer.from(card.publicKey, 'hex'), CARD, sealed.payload, sealed.signature);
  return isGood ? card : null;
}
