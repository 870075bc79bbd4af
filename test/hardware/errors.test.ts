// Errors: one test for each row of the table, with the words the platforms really use.
import { expect, test } from 'vitest';
import { deviceTrouble } from '#contract/device.ts';
import { wordsFor } from '#contract/words/index.ts';
import { readError, troubleOf } from '#hardware/errors.ts';

const withCode = (code: string) => Object.assign(new Error(`${code}: it failed`), { code });

test.each([
  ['Error Resource temporarily unavailable Cannot lock port', 'open', 'busy', 'busy'],
  ['Opening COM3: Access denied', 'open', 'busy', 'busy'],
  ['Error: Permission denied, cannot open /dev/ttyS0', 'open', 'permission', 'permission'],
  ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'open', 'notFound', 'notFound'],
  ['Opening COM7: File not found', 'open', 'notFound', 'notFound'],
  ['bad file descriptor', 'use', 'gone', 'offline'],
  ['Port is not open', 'use', 'gone', 'offline'],
  ['Writing to COM port (GetOverlappedResult): Operation aborted', 'use', 'gone', 'offline'],
  ['Canceled', 'use', 'cancelled', 'offline'],
  ['No native build was found for platform=plan9', 'open', 'driverMissing', 'driverMissing'],
  ['"baudRate" must be a number: undefined', 'open', 'config', 'config'],
  ['claimInterface error: interface is busy (errno 16)', 'open', 'busy', 'busy'],
  ['LIBUSB_ERROR_ACCESS', 'open', 'permission', 'permission'],
  ['transferOut error: Cancelled', 'use', 'timeout', 'offline'],
  ['transferOut error: Disconnected', 'use', 'gone', 'offline'],
  ['getDevices error: /sys/bus/usb/devices/ not found (errno 2)', 'open', 'driverMissing', 'driverMissing'],
  ['libusb-1.0.so.0: cannot open shared object file', 'open', 'driverMissing', 'driverMissing'],
  ['Cannot find native binding', 'open', 'driverMissing', 'driverMissing'],
  ['spawn powershell.exe ENOENT', 'open', 'driverMissing', 'driverMissing'],
  ['Inappropriate ioctl for device', 'use', 'unsupported', 'failed'],
  ['Setting custom baud rate of 12 failed', 'open', 'config', 'config'],
  ['something new', 'use', 'failed', 'failed'],
] as const)('"%s" while in %s is %s', (message, moment, code, trouble) => {
  const error = readError(new Error(message), moment);
  expect(error.code).toBe(code);
  expect(troubleOf(error)).toBe(trouble);
});

test.each([
  ['EBUSY', 'open', 'busy'],
  ['EACCES', 'open', 'permission'],
  ['ENODEV', 'open', 'notFound'],
  ['ENODEV', 'use', 'gone'],
  ['EIO', 'use', 'gone'],
  ['EAGAIN', 'use', 'stalled'],
  ['ETIMEDOUT', 'use', 'timeout'],
  ['EPERM', 'open', 'permission'],
  ['ENOENT', 'open', 'notFound'],
  ['ENXIO', 'open', 'notFound'],
  ['ENXIO', 'use', 'gone'],
  ['EBADF', 'use', 'gone'],
  ['EPIPE', 'use', 'gone'],
  ['ECONNRESET', 'use', 'gone'],
  ['ECONNABORTED', 'use', 'gone'],
  ['ECONNREFUSED', 'open', 'refused'],
  ['EHOSTUNREACH', 'open', 'refused'],
  ['EHOSTDOWN', 'open', 'refused'],
  ['ENETUNREACH', 'open', 'refused'],
  ['ENETDOWN', 'open', 'refused'],
  ['ENOTFOUND', 'open', 'refused'],
  ['EAI_AGAIN', 'open', 'refused'],
  ['EWOULDBLOCK', 'use', 'stalled'],
  ['ECANCELED', 'use', 'cancelled'],
  ['ENOTTY', 'use', 'unsupported'],
  ['EINVAL', 'open', 'config'],
  ['MODULE_NOT_FOUND', 'open', 'driverMissing'],
  ['ERR_DLOPEN_FAILED', 'open', 'driverMissing'],
] as const)('errno %s while in %s is %s', (code, moment, expected) => {
  expect(readError(withCode(code), moment).code).toBe(expected);
});

test('what serialport calls disconnected is gone, whatever it says; anything thrown is read', () => {
  expect(readError(Object.assign(new Error('?'), { disconnected: true }), 'use').code).toBe('gone');
  expect(readError('a string', 'use')).toMatchObject({ code: 'failed', message: 'a string' });
});

test('every trouble has its words and its fix, in both languages', () => {
  for (const language of ['en', 'zh'] as const) {
    const { deviceTrouble: words, deviceFix } = wordsFor(language).trouble;
    const fixes = deviceTrouble.options.map((trouble) => deviceFix[trouble]);
    expect(new Set(fixes).size).toBe(deviceTrouble.options.length);
    expect(new Set(deviceTrouble.options.map((trouble) => words[trouble])).size).toBe(fixes.length);
    for (const fix of fixes) expect(fix).toMatch(/[.。]$/);
  }
});
