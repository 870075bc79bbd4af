// The card of a register: what another till of the shop must know of it to check its receipts. Owns its bytes; who trusts
// it is src-main/commands/trust.ts.
import * as z from 'zod/mini';
import { CompactReader, CompactWriter, fromHex, Malformed, toHex } from './compact.ts';
import { instant } from './ids.ts';
import { currency } from './money.ts';
import { line } from './text.ts';

/** Ed25519, 32 bytes in hex. */
export const publicKey = z.string().check(z.regex(/^[0-9a-f]{64}$/));

export const registerCard = z.strictObject({
  registerId: line(32),
  epoch: z.int().check(z.gte(1), z.lte(1_000_000)),
  number: z.int().check(z.gte(1), z.lte(99)),
  storeName: line(60),
  currency,
  publicKey,
});
export type RegisterCard = z.infer<typeof registerCard>;

/** A register whose receipts are taken for good here, or were, and who said so. */
export const trustedRegister = z.strictObject({
  registerId: line(32),
  epoch: z.int(),
  number: z.int(),
  storeName: line(60),
  publicKey,
  addedAt: instant,
  addedBy: line(60),
  /** From then on they are not taken for good any more, and who said so; left out while they are. */
  withdrawn: z.optional(z.strictObject({ at: instant, by: line(60) })),
});
export type TrustedRegister = z.infer<typeof trustedRegister>;

const VERSION = 1;

/** The bytes that a card's register signs. */
export function registerCardBytes(card: RegisterCard): Uint8Array {
  const out = new CompactWriter();
  out.count(VERSION).text(card.registerId).count(card.epoch).count(card.number);
  return out.text(card.storeName).text(card.currency).raw(fromHex(card.publicKey)).bytes;
}

/** What a card's bytes say, or null for bytes that are none. Its signature is not looked at here. */
export function readRegisterCardBytes(bytes: Uint8Array): RegisterCard | null {
  try {
    const input = new CompactReader(bytes);
    if (input.count() !== VERSION) return null;
    const head = { registerId: input.text(), epoch: input.count(), number: input.count() };
    const shop = { storeName: input.text(), currency: input.text() };
    const read = registerCard.safeParse({ ...head, ...shop, publicKey: toHex(input.raw(32)) });
    input.end();
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
