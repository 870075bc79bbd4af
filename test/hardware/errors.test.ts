// Errors: one test for each row of the table, with the words the platforms really use.
import { expect, test } from 'vitest';
import { readError, troubleOf } from '#hardware/errors.ts';

const withCode = (code: string) => Object.assign(new Error(`${code}: it failed`), { code });

test.each([
  ['Error Resource temporarily unavailable Cannot lock port', 'open', 'busy', 'failed'],
  ['Opening COM3: Access denied', 'open', 'busy', 'failed'],
  ['Error: Permission denied, cannot open /dev/ttyS0', 'open', 'permission', 'failed'],
  ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'open', 'notFound', 'notFound'],
  ['Opening COM7: File not found', 'open', 'notFound', 'notFound'],
  ['bad file descriptor', 'use', 'gone', 'offline'],
  ['Port is not open', 'use', 'gone', 'offline'],
  ['Writing to COM port (GetOverlappedResult): Operation aborted', 'use', 'gone', 'offline'],
  ['Canceled', 'use', 'cancelled', 'offline'],
  ['No native build was found for platform=plan9', 'open', 'driverMissing', 'failed'],
  ['"baudRate" must be a number: undefined', 'open', 'config', 'failed'],
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
  ['ERR_DLOPEN_FAILED', 'open', 'driverMissing'],
] as const)('errno %s while in %s is %s', (code, moment, expected) => {
  expect(readError(withCode(code), moment).code).toBe(expected);
});

test('what serialport calls disconnected is gone, whatever it says; anything thrown is read', () => {
  expect(readError(Object.assign(new Error('?'), { disconnected: true }), 'use').code).toBe('gone');
  expect(readError('a string', 'use')).toMatchObject({ code: 'failed', message: 'a string' });
});
