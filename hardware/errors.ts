// The one error type of the hardware layer and the table that reads the platforms' errors into it.
// It never decides what to do about an error.
import type { DeviceTrouble } from '#contract/device.ts';

export type HardwareErrorCode =
  | 'notFound'
  | 'busy'
  | 'permission'
  | 'gone'
  | 'timeout'
  | 'stalled'
  | 'refused'
  | 'cancelled'
  | 'unsupported'
  | 'config'
  | 'driverMissing'
  | 'failed';

export class HardwareError extends Error {
  override readonly name = 'HardwareError';
  readonly code: HardwareErrorCode;

  constructor(code: HardwareErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** When the error came: the same errno means another thing while opening than in use. */
type Moment = 'open' | 'use';

/**
 * First match wins; each row has a test. The words are those of serialport's bindings (`src/serialport_unix.cpp`,
 * `serialport_win.cpp`), which carry no errno, and node's errno names.
 */
const ROWS: readonly (readonly [RegExp, HardwareErrorCode, Moment?])[] = [
  [/spawn \S+ ENOENT|MODULE_NOT_FOUND|ERR_DLOPEN_FAILED|cannot open shared object file/i, 'driverMissing'],
  [/No native build|native binding|\/sys\/bus\/usb\/devices\S* not found/i, 'driverMissing'],
  [/Cannot lock port|EBUSY|Resource busy|interface is busy|errno 16\b|Access denied/i, 'busy'],
  [/EACCES|EPERM|LIBUSB_ERROR_ACCESS|Permission denied|Operation not permitted/i, 'permission'],
  [/ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN/, 'refused'],
  [/ENOENT|ENODEV|ENXIO|No such (file|device)|File not found/i, 'notFound', 'open'],
  [/EBADF|EIO|ENODEV|ENXIO|EPIPE|ECONNRESET|ECONNABORTED|ENOENT/, 'gone', 'use'],
  [/bad file descriptor|No such (file|device)|Input\/output error|disconnected|not open/i, 'gone', 'use'],
  [/Operation aborted|Unknown error code (22|31|433)\b/i, 'gone', 'use'],
  [/Canceled|ECANCELED/i, 'cancelled'],
  // The package `usb` calls it so when its own time for a transfer is over.
  [/ETIMEDOUT|Cancelled/, 'timeout'],
  [/EAGAIN|EWOULDBLOCK/, 'stalled'],
  [/Inappropriate ioctl|ENOTTY/, 'unsupported'],
  [/baudRate|"path" is not defined|Invalid argument|EINVAL|custom baud/i, 'config'],
];

/** Reads any thrown value as a HardwareError; what no row knows is `failed`. */
export function readError(cause: unknown, moment: Moment): HardwareError {
  if (cause instanceof HardwareError) return cause;
  const { message, code, disconnected } = describe(cause);
  if (disconnected) return new HardwareError('gone', message, cause);
  const row = ROWS.find(([words, , only]) => (only ?? moment) === moment && words.test(`${code} ${message}`));
  return new HardwareError(row?.[1] ?? 'failed', message, cause);
}

function describe(cause: unknown): { message: string; code: string; disconnected: boolean } {
  if (!(cause instanceof Error)) return { message: String(cause), code: '', disconnected: false };
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return {
    message: cause.message,
    code,
    disconnected: 'disconnected' in cause && cause.disconnected === true,
  };
}

const TROUBLES: Readonly<Record<HardwareErrorCode, DeviceTrouble>> = {
  notFound: 'notFound',
  gone: 'offline',
  timeout: 'offline',
  cancelled: 'offline',
  stalled: 'stalled',
  refused: 'refused',
  busy: 'busy',
  permission: 'permission',
  config: 'config',
  driverMissing: 'driverMissing',
  unsupported: 'failed',
  failed: 'failed',
};

/** The trouble a cashier is told; the finer code is for the log. */
export const troubleOf = (error: HardwareError): DeviceTrouble => TROUBLES[error.code];
