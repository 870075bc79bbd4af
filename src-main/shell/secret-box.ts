// Wraps the register's small secrets (its signing key, a channel's token) for the disk, with the system's keychain
// where there is one. Says honestly which it is; never stores anything and never falls back on a built-in password.

export interface SecretBox {
  /** `keychain`: sealed by the operating system. `file`: guarded only by the file's own mode, 0600. */
  readonly kind: 'keychain' | 'file';
  protect(plain: Uint8Array): Promise<Uint8Array>;
  /** Rejects when the bytes were sealed elsewhere, or are damaged. */
  reveal(sealed: Uint8Array): Promise<Uint8Array>;
}

/** What is used of Electron's safeStorage; its methods that do not wait are about to be removed. */
export interface SafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plainText: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ result: string }>;
  /** Exists on Linux only. */
  getSelectedStorageBackend(): string;
}

/** Stands before what a keychain sealed, so that a till without it says so instead of taking it for a key. */
const seal = Buffer.from('counterfoil:keychain:1\n');

/** The box of a machine without a keychain: gives the bytes back as they are. */
export function fileSecretBox(): SecretBox {
  return {
    kind: 'file',
    protect: async (plain) => Uint8Array.from(plain),
    async reveal(sealed) {
      if (isSealed(sealed))
        throw new Error('This secret was sealed by a keychain that is not available now.');
      return Uint8Array.from(sealed);
    },
  };
}

/**
 * The box of the system's keychain, or the file's where there is none: Linux without a secret store would encrypt
 * with a password known to everybody. Call it when Electron is ready.
 */
export async function electronSecretBox(
  safeStorage: SafeStorage,
  platform: NodeJS.Platform = process.platform,
): Promise<SecretBox> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return fileSecretBox();
  if (platform === 'linux' && !linuxKeychains.has(safeStorage.getSelectedStorageBackend()))
    return fileSecretBox();
  return {
    kind: 'keychain',
    async protect(plain) {
      const text = Buffer.from(plain).toString('base64');
      return Uint8Array.from(Buffer.concat([seal, await safeStorage.encryptStringAsync(text)]));
    },
    async reveal(sealed) {
      // Written before this machine had a keychain, or by the browser shell.
      if (!isSealed(sealed)) return Uint8Array.from(sealed);
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed.subarray(seal.length)));
      return Uint8Array.from(Buffer.from(result, 'base64'));
    },
  };
}

/** All but `basic_text`, whose password is built in, and `unknown`. */
const linuxKeychains: ReadonlySet<string> = new Set(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']);

/** True for bytes that only the system's keychain can open again. */
export function isSealed(bytes: Uint8Array): boolean {
  return seal.equals(bytes.subarray(0, seal.length));
}
