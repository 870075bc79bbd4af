// The boxes for small secrets: nothing is lost, nothing is called sealed that is not.
import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { electronSecretBox, fileSecretBox } from '#shell/secret-box.ts';
import type { SafeStorage } from '#shell/secret-box.ts';

const flip = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a));

function keychain(backend: string, isAvailable = true): SafeStorage {
  return {
    isAsyncEncryptionAvailable: async () => isAvailable,
    encryptStringAsync: async (text) => flip(Buffer.from(text)),
    decryptStringAsync: async (sealed) => ({ result: flip(sealed).toString() }),
    getSelectedStorageBackend: () => backend,
  };
}

test('any bytes come back from either box, and the keychain does not show them', async () => {
  const boxes = [fileSecretBox(), await electronSecretBox(keychain('gnome_libsecret'), 'linux')];
  expect(boxes.map((box) => box.kind)).toEqual(['file', 'keychain']);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (plain) => {
      for (const box of boxes) expect(await box.reveal(await box.protect(plain))).toEqual(plain);
    }),
  );
  const key = Buffer.from('a register key of thirty-two byte');
  expect(await boxes[0]?.protect(key)).toEqual(Uint8Array.from(key));
  expect(Buffer.from((await boxes[1]?.protect(key)) ?? []).includes(key)).toBe(false);
});

test.each<[NodeJS.Platform, string, boolean, string]>([
  ['linux', 'gnome_libsecret', true, 'keychain'],
  ['linux', 'kwallet6', true, 'keychain'],
  ['linux', 'basic_text', true, 'file'],
  ['linux', 'unknown', true, 'file'],
  ['linux', 'gnome_libsecret', false, 'file'],
  ['win32', 'unknown', true, 'keychain'],
  ['darwin', 'unknown', true, 'keychain'],
  ['darwin', 'unknown', false, 'file'],
])('%s with %s (available: %s) is called a %s', async (platform, backend, isAvailable, kind) => {
  const box = await electronSecretBox(keychain(backend, isAvailable), platform);
  expect(box.kind).toBe(kind);
});

test('the keychain opens what was written without it; without it, what it sealed is an error and not a key', async () => {
  const sealing = await electronSecretBox(keychain('unknown'), 'darwin');
  const key = Uint8Array.from([1, 2, 3]);
  expect(await sealing.reveal(await fileSecretBox().protect(key))).toEqual(key);
  await expect(fileSecretBox().reveal(await sealing.protect(key))).rejects.toThrow(/keychain/);
});
