// English words of the machine under the till: the start-up ladder, going on beside unfit books, room on the disk, a slow
// disk, the diagnosis, a newer version. Sizes, times and paths come in as finished texts.
import type { DiskLevel, UpdateState } from '#contract/machine.ts';
import type { RecoveryWay, RungName, RungState } from '#contract/start.ts';

export interface MachineWords {
  ladder: string;
  rung: Record<RungName, string>;
  rungState: Record<RungState, string>;
  /** How many receipts came back, and how many entries in all. */
  cameBack: (d: { count: number; rows: number }) => string;
  mirrored: (d: { count: number }) => string;

  goOn: string;
  lookAgain: string;
  saveReport: string;
  details: string;
  looking: string;
  lookedSame: string;
  sellsAgain: string;
  goOnTitle: string;
  way: Record<RecoveryWay, string>;
  wayShort: Record<RecoveryWay, string>;
  lastReceipt: (d: { number: string; time: string }) => string;
  lastEntry: (d: { time: string }) => string;
  lastNothing: string;
  setupFrom: { database: string; backup: (d: { time: string }) => string };
  noWay: string;
  whoSaysSo: string;
  whoHint: string;
  nobody: string;
  recovering: string;
  recoveringHint: string;
  recovered: Record<RecoveryWay, string>;
  reportSaved: string;

  emergencyPill: (d: { time: string }) => string;
  emergencyShort: string;
  freeShort: (d: { free: string }) => string;
  disk: Record<Exclude<DiskLevel, 'good'>, (d: { free: string }) => string>;
  working: string;
  slowDisk: string;

  thisTill: string;
  asking: string;
  inOrder: string;
  wrong: (d: { count: number }) => string;
  problem: {
    emergency: (d: { time: string; name: string }) => string;
    clock: string;
    uncertain: (d: { count: number }) => string;
    waiting: (d: { count: number; time: string }) => string;
    errors: (d: { count: number }) => string;
  };
  group: { program: string; books: string; machine: string; devices: string; log: string };
  row: {
    version: string;
    shell: string;
    runtime: string;
    storage: string;
    system: string;
    running: string;
    memory: string;
    mode: string;
    booksNumber: string;
    folder: string;
    register: string;
    rows: string;
    receipts: string;
    lastRow: string;
    follows: string;
    settings: string;
    database: string;
    mirror: string;
    backup: string;
    keys: string;
    free: string;
    timeZone: string;
    clock: string;
    printWaiting: string;
    printUncertain: string;
    startedAt: string;
    took: string;
    restored: string;
    warnings: string;
    errors: string;
    logFolder: string;
    update: string;
  };
  shell: { electron: string; browser: string; headless: string };
  mode: { ready: string; viewOnly: string };
  booksOf: (d: { number: number; epoch: number }) => string;
  keysBy: { keychain: string; file: string };
  clockGood: string;
  never: string;
  unknown: string;
  none: string;
  milliseconds: (d: { count: number }) => string;

  update: Record<Exclude<UpdateState['kind'], 'fetching' | 'ready'>, string>;
  updateFetching: (d: { version: string; percent: number }) => string;
  updateReady: (d: { version: string }) => string;
  updateInstall: string;
  updateShiftOpen: string;
  updateStarting: string;
}

export const machine: MachineWords = {
  ladder: 'What the start looked at',
  rung: {
    folder: 'This till alone has the folder',
    file: 'The file with the sales is whole',
    register: 'The register’s set-up is there',
    key: 'The key that signs sales is there',
    chain: 'The sales fit together, unchanged',
    witness: 'The second record agrees',
    disk: 'The disk keeps what is written',
  },
  rungState: { good: 'in order', mended: 'put right', red: 'not in order', unreached: 'not reached' },
  cameBack: (d) =>
    d.count > 0
      ? `${d.count === 1 ? '1 receipt' : `${d.count} receipts`} came back from the second record, as after a power cut. Nothing is missing.`
      : `${d.rows === 1 ? '1 entry' : `${d.rows} entries`} came back from the second record, as after a power cut. No receipt was touched, and nothing is missing.`,
  mirrored: (d) =>
    d.count === 1
      ? '1 entry was added to the second record.'
      : `${d.count} entries were added to the second record.`,

  goOn: 'Go on selling',
  lookAgain: 'Look again',
  saveReport: 'Save a report for support',
  details: 'Details',
  looking: 'Looking again …',
  lookedSame: 'Looked again: it is as before.',
  sellsAgain: 'Looked again: the till sells as before. Nothing is missing.',
  goOnTitle: 'Selling can go on here',
  way: {
    rebuild: 'Everything comes back from the second record: no sale is missing.',
    emergency: 'New books are begun beside the old ones, which stay as they are.',
  },
  wayShort: { rebuild: 'from the second record', emergency: 'emergency books' },
  lastReceipt: (d) =>
    `Last receipt known: ${d.number}, ${d.time}. Receipts after that are in the old books and are read by support later.`,
  lastEntry: (d) => `The old books are known up to ${d.time}. What came after that is read by support later.`,
  lastNothing: 'Nothing in the old books can be read here; support reads them later.',
  setupFrom: {
    database: 'Articles, prices and people are as they were.',
    backup: (d) => `Articles, prices and people are as of the backup of ${d.time}.`,
  },
  noWay: 'Selling cannot go on here before that.',
  whoSaysSo: 'Who says that selling goes on?',
  whoHint: 'A supervisor or a manager: pick your name, type your PIN, press Enter.',
  nobody: 'No supervisor or manager is known here. Call support.',
  recovering: 'The books are being made …',
  recoveringHint: 'This can take a minute. Leave the till switched on.',
  recovered: {
    rebuild: 'The till sells again: everything came back from the second record. Tell support today.',
    emergency: 'The till sells again, in emergency books. The old ones are kept. Tell support today.',
  },
  reportSaved: 'The report for support is in this file:',

  emergencyPill: (d) => `Emergency books since ${d.time}`,
  emergencyShort: 'Emergency books',
  freeShort: (d) => `${d.free} free`,
  disk: {
    low: (d) => `Disk nearly full: ${d.free} free`,
    critical: (d) => `No room for new sales: ${d.free} free`,
  },
  working: 'Working …',
  slowDisk: 'The disk of this till is slow',

  thisTill: 'This till',
  asking: 'Asking the till …',
  inOrder: 'Everything is in order.',
  wrong: (d) => (d.count === 1 ? '1 thing to look at' : `${d.count} things to look at`),
  problem: {
    emergency: (d) =>
      `Emergency books since ${d.time}, begun by ${d.name}. The old ones are kept for support.`,
    clock: 'The clock went back: the last entry lies in the future. Set the clock of this machine.',
    uncertain: (d) =>
      d.count === 1 ? '1 receipt may not have printed.' : `${d.count} receipts may not have printed.`,
    waiting: (d) =>
      d.count === 1
        ? `1 receipt waits for the printer since ${d.time}.`
        : `${d.count} receipts wait for the printer, the first since ${d.time}.`,
    errors: (d) =>
      d.count === 1
        ? 'The log has 1 error since the start.'
        : `The log has ${d.count} errors since the start.`,
  },
  group: {
    program: 'Program',
    books: 'Books',
    machine: 'Disk and clock',
    devices: 'Devices and printing',
    log: 'Log and update',
  },
  row: {
    version: 'Version',
    shell: 'Window',
    runtime: 'Runtime',
    storage: 'Database engine',
    system: 'System',
    running: 'Running for',
    memory: 'Memory',
    mode: 'State',
    booksNumber: 'Books',
    folder: 'Folder',
    register: 'Register',
    rows: 'Entries',
    receipts: 'Receipts',
    lastRow: 'Last entry',
    follows: 'Made',
    settings: 'How it writes',
    database: 'File with the sales',
    mirror: 'Second record',
    backup: 'Last backup',
    keys: 'Signing key kept by',
    free: 'Free on the disk',
    timeZone: 'Time zone',
    clock: 'Clock',
    printWaiting: 'Waiting to print',
    printUncertain: 'May not have printed',
    startedAt: 'Last start',
    took: 'It took',
    restored: 'Came back',
    warnings: 'Warnings since the start',
    errors: 'Errors since the start',
    logFolder: 'Log',
    update: 'Newer version',
  },
  shell: { electron: 'its own', browser: 'browser', headless: 'none' },
  mode: { ready: 'sells', viewOnly: 'to look at only' },
  booksOf: (d) => (d.number === 1 ? 'the first' : `number ${d.number}, epoch ${d.epoch}`),
  keysBy: { keychain: 'the system’s keychain', file: 'a file' },
  clockGood: 'goes forward',
  never: 'never',
  unknown: 'cannot be told',
  none: 'none',
  milliseconds: (d) => `${d.count} ms`,

  update: {
    off: 'comes by a new installation',
    current: 'this is the newest',
    failed: 'could not be fetched',
  },
  updateFetching: (d) => `Version ${d.version} is being fetched: ${d.percent} %`,
  updateReady: (d) => `Version ${d.version} is ready. It is installed when no shift is open.`,
  updateInstall: 'Install now',
  updateShiftOpen: 'Not while a shift is open: close it first.',
  updateStarting: 'The books are backed up, and the new version starts …',
};
