// The device's signing key. Owns its file; how the file is guarded (keychain or file rights) is told from outside.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { isThere, makeFolder, writeWhole } from './durable.ts';
import { StoreUnfit } from './trouble.ts';

/** Wraps secrets before they reach the disk. `file` means: guarded by the file's rights alone. */
export interface KeyGuard {
  readonly kind: 'keychain' | 'file';
  protect(plain: Uint8Array): Promise<Uint8Array>;
  reveal(sealed: Uint8Array): Promise<Uint8Array>;
}

export interface Signer {
  /** Ed25519 public key, 32 raw bytes. */
  readonly publicKey: Buffer;
  /** A 64-byte Ed25519 signature of the bytes given. */
  sign(bytes: Uint8Array): Buffer;
}

/** Where the key of books lies. */
export const keyFile = (folder: string) => path.join(folder, 'keys', 'device.key');

/** The last 32 bytes of an Ed25519 SubjectPublicKeyInfo are the key itself (RFC 8410). */
function rawPublicKey(key: crypto.KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(-32);
}

/** A key object for 32 raw public bytes. */
export function publicKeyOf(raw: Uint8Array): crypto.KeyObject {
  const prefix = Buffer.from('302a300506032b6570032100', 'hex');
  return crypto.createPublicKey({ key: Buffer.concat([prefix, raw]), type: 'spki', format: 'der' });
}

function signerOf(privateKey: crypto.KeyObject): Signer {
  return {
    publicKey: rawPublicKey(crypto.createPublicKey(privateKey)),
    sign: (bytes) => crypto.sign(null, bytes, privateKey),
  };
}

/** A key that was damaged, or sealed on another machine, is as good as gone. */
async function readSigner(sealed: Uint8Array, guard: KeyGuard): Promise<Signer> {
  try {
    const der = await guard.reveal(sealed);
    return signerOf(crypto.createPrivateKey({ key: Buffer.from(der), type: 'pkcs8', format: 'der' }));
  } catch (error) {
    throw new StoreUnfit('keyMissing', `keys/device.key cannot be read: ${(error as Error).message}`);
  }
}

/**
 * The device's signer. Makes the key in a folder that never had a journal (`isNew`); throws StoreUnfit
 * `keyMissing` when a journal exists but its key does not (a new one would break every later check), or cannot be read.
 */
export async function loadSigner(folder: string, guard: KeyGuard, isNew: boolean): Promise<Signer> {
  const file = keyFile(folder);
  if (isThere(file)) {
    return readSigner(fs.readFileSync(file), guard);
  }
  if (!isNew) throw new StoreUnfit('keyMissing', 'keys/device.key is gone while the journal is there');
  const { privateKey } = crypto.generateKeyPairSync('ed25519');
  makeFolder(path.dirname(file), 0o700);
  writeWhole(file, await guard.protect(privateKey.export({ type: 'pkcs8', format: 'der' })));
  return signerOf(privateKey);
}
