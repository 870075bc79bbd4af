// The layer table of the design (section 2) as a positive list: what is not named here may not be imported. Data only;
// imports.ts holds the code to it.

export interface Allowed {
  /** A package as it is imported (`node:*` is all of Node), or one of our paths: a folder ends with `/`. */
  to: string;
  /** `import type` only. */
  isTypesOnly?: true;
  /** The only files of the layer that may. */
  by?: readonly string[];
  /** Why it is here although the design's table does not name it. */
  because?: string;
}

export interface Layer {
  name: string;
  /** What belongs to it: folders end with `/`; the longest match of all layers wins. */
  files: readonly string[];
  packages: readonly Allowed[];
  /** Other layers; a layer always sees itself. */
  ours: readonly Allowed[];
  mayImportAnything?: true;
}

const all = (...names: string[]): Allowed[] => names.map((to) => ({ to }));
const types = (to: string, because?: string): Allowed => ({
  to,
  isTypesOnly: true,
  ...(because === undefined ? {} : { because }),
});

const contract: Layer = { name: 'contract', files: ['contract/'], packages: all('zod/mini'), ours: [] };

const domain: Layer = { name: 'domain', files: ['src-main/domain/'], packages: [], ours: all('contract/') };

const store: Layer = {
  name: 'store',
  files: ['src-main/store/'],
  packages: [
    ...all('better-sqlite3', 'node:fs', 'node:path', 'node:crypto'),
    {
      to: 'pinyin-pro',
      by: ['src-main/store/pinyin.ts'],
      because: 'its table of readings is what the index is made of',
    },
    { to: 'node:util', by: ['src-main/store/staff.ts'], because: 'promisify(scrypt): it opens nothing' },
    {
      to: 'node:worker_threads',
      by: [
        'src-main/store/backup.ts',
        'src-main/store/backup.worker.ts',
        'src-main/store/soundness.ts',
        'src-main/store/soundness.worker.ts',
      ],
      because: 'a whole copy of the books is made, and large ones are looked through, while they are sold on',
    },
    {
      to: 'node:os',
      by: ['src-main/store/copy-to-look.ts'],
      because: 'books on a disk that takes no writes are read from a copy in the temporary folder',
    },
  ],
  ours: all('contract/'),
};

const hardware: Layer = {
  name: 'hardware',
  files: ['hardware/'],
  packages: all('serialport', 'escpos', 'usb', 'iconv-lite', 'node-hid', 'qr-image', 'node:*'),
  ours: all('contract/'),
};

const payment: Layer = {
  name: 'payment',
  files: ['src-main/payment/'],
  packages: all('node:crypto', 'node:https', 'stripe'),
  ours: all('contract/', 'src-main/store/'),
};

const sync: Layer = {
  name: 'sync',
  files: ['src-main/sync/'],
  packages: all('node:*'),
  ours: all('contract/', 'src-main/store/'),
};

const printing: Layer = {
  name: 'printing',
  files: ['src-main/printing.ts', 'src-main/print-worker.ts'],
  packages: [],
  ours: [...all('contract/', 'src-main/store/'), types('hardware/ports.ts')],
};

const space: Layer = {
  name: 'space',
  files: ['src-main/space.ts', 'src-main/ballast.ts'],
  packages: ['node:crypto', 'node:fs', 'node:fs/promises', 'node:path', 'node:timers/promises'].map((to) => ({
    to,
    by: ['src-main/ballast.ts'],
    because: 'the reserve is a file that really takes up room',
  })),
  ours: all('contract/'),
};

const commands: Layer = {
  name: 'commands',
  files: ['src-main/commands/'],
  packages: [],
  ours: [
    ...all('contract/', 'src-main/domain/', 'src-main/store/', 'src-main/payment/engine.ts'),
    types('hardware/ports.ts'),
    types('src-main/machine.ts', 'a diagnosis asks the machine that the core was handed'),
  ],
};

const core: Layer = {
  name: 'core',
  files: [
    'core',
    'core-port',
    'open-books',
    'open-devices',
    'device-try',
    'backups',
    'listeners',
    'till-state',
    'drawer-row',
  ].map((it) => `src-main/${it}.ts`),
  packages: [],
  ours: [
    ...all(
      ...[contract, domain, store, payment, sync, printing, space, commands].flatMap(({ files }) => files),
    ),
    types('hardware/ports.ts', 'devices are opened by main and handed in, so their types are enough'),
    types('src-main/clock.ts', 'the clock is handed in'),
    types('src-main/log.ts', 'the log is handed in'),
    types('src-main/machine.ts', 'the machine is handed in'),
  ],
};

const shell: Layer = {
  name: 'shell',
  files: ['src-main/shell/'],
  packages: [
    { to: 'electron', by: ['src-main/shell/electron.ts'] },
    { to: 'electron', by: ['src-main/shell/preload.ts'], because: 'a sandboxed preload has no other door' },
    {
      to: 'electron',
      isTypesOnly: true,
      by: ['walls', 'page-window', 'customer-window'].map((it) => `src-main/shell/${it}.ts`),
      because: 'electron.ts hands it to whatever it opens or walls in',
    },
    { to: 'electron-updater', by: ['src-main/shell/update.ts'] },
    {
      to: 'node:fs',
      by: ['src-main/shell/update.ts'],
      because: 'the note beside the installed program that says who signed it',
    },
    ...all('fastify', '@fastify/cookie', '@fastify/websocket'),
    {
      to: 'node:module',
      by: ['src-main/shell/compiled.ts'],
      because: 'the program that Node has compiled is kept, but not for Electron',
    },
    { to: 'zod/mini', by: ['src-main/shell/dispatch.ts'], because: 'it checks arguments by their schema' },
    ...all('node:crypto', 'node:events', 'node:fs/promises', 'node:path').map((allowed) => ({
      ...allowed,
      because: 'tokens, lines and the built screen; neither processes nor sockets of its own',
    })),
    ...['node:http', 'node:net', 'node:stream', 'ws'].map((to) => types(to, 'what fastify hands out')),
  ],
  ours: [
    ...all('contract/'),
    { to: 'src-main/core.ts', isTypesOnly: true, by: ['src-main/shell/dispatch.ts'] },
    {
      to: 'src-main/machine.ts',
      by: ['src-main/shell/update.ts'],
      because: 'it is the Updates of a machine',
    },
    {
      to: 'src-main/log.ts',
      isTypesOnly: true,
      by: ['src-main/shell/dispatch.ts'],
      because: 'a fault gets its incident number there',
    },
  ],
};

const customer: Layer = {
  name: 'customer',
  files: ['src-main/customer-view.ts', 'src-main/pole.ts'],
  packages: [],
  ours: [
    ...all('contract/'),
    { to: 'src-main/domain/money.ts', because: 'amounts are added up there and nowhere else' },
    { to: 'src-main/domain/customer-figures.ts', because: 'what a sale comes to for its customer' },
    types('hardware/ports.ts'),
  ],
};

const main: Layer = {
  name: 'main',
  files: [
    'main',
    'till',
    'config',
    'demo',
    'log',
    'redact',
    'clock',
    'machine',
    'diagnosis',
    'diary',
    'customer-window',
    'pino-roll.d',
  ].map((it) => `src-main/${it}.ts`),
  packages: [
    ...all('node:*'),
    { to: 'pino', by: ['src-main/log.ts'] },
    {
      to: 'fflate',
      by: ['src-main/diagnosis.ts', 'src-main/diary.ts'],
      because: 'what is sent to whoever helps is one zip file',
    },
    {
      to: 'pino',
      isTypesOnly: true,
      by: ['src-main/pino-roll.d.ts'],
      because: 'it types what pino-roll lacks',
    },
    { to: 'pino-roll', by: ['src-main/log.ts'] },
    {
      to: 'zod/mini',
      by: ['src-main/config.ts', 'src-main/demo.ts'],
      because: 'config.json and the demonstration shop are input',
    },
  ],
  ours: [
    ...all('src-main/core.ts', 'src-main/shell/', 'hardware/open.ts', ...customer.files),
    {
      to: 'hardware/printer/qr.ts',
      by: ['src-main/till.ts'],
      because: "the code of a receipt is drawn on the customer's window as it is on paper",
    },
    {
      to: 'src-main/space.ts',
      by: ['src-main/config.ts'],
      because: 'config.json may say how much room is wanted',
    },
    {
      to: 'contract/',
      by: ['main', 'till', 'config', 'demo', 'machine', 'diagnosis', 'diary', 'customer-window'].map(
        (it) => `src-main/${it}.ts`,
      ),
      because: 'what comes from outside is held to its schemas; a diagnosis and an event have one',
    },
    { to: 'src-main/tools/', by: ['src-main/main.ts'], because: 'a tool is a task of the program' },
    { to: 'assets/demo/', by: ['src-main/demo.ts'], because: 'the demonstration shop is data' },
    { to: 'package.json', by: ['src-main/config.ts'], because: 'the version has one home' },
  ],
};

const tools: Layer = {
  name: 'tools',
  files: ['src-main/tools/'],
  packages: [
    ...all('csv-parse/sync', 'node:*'),
    { to: 'zod/mini', by: ['src-main/tools/describe.ts'], because: 'it prints the schemas as JSON Schema' },
  ],
  ours: [
    ...all('contract/', 'src-main/domain/', 'src-main/store/', 'hardware/open.ts'),
    ...all('src-main/core.ts', 'src-main/clock.ts', 'src-main/config.ts', 'src-main/log.ts'),
    ...all('src-main/machine.ts'),
    { to: 'src-main/commands/machine.ts', because: 'a diagnosis is put together in one place' },
    { to: 'src-main/space.ts', because: 'what so much room means is said there' },
    ...all('src-main/shell/secret-box.ts'),
  ],
};

const screen: Layer = {
  name: 'screen',
  files: ['src-renderer/'],
  packages: [
    ...all('react', 'react-dom', 'react-dom/client', 'zustand', 'zustand/vanilla', 'uuid'),
    ...all('lucide-react', '@tanstack/react-virtual'),
    // The bundled letters of ui.md; a style sheet, no code.
    ...all('@fontsource-variable/inter/wght.css', '@fontsource-variable/noto-sans-sc/index.css').map(
      ({ to }) => ({ to, by: ['src-renderer/start.ts', 'src-renderer/customer.tsx'] }),
    ),
  ],
  ours: [
    types('contract/'),
    // Names, and the ways money and quantities are written and read; contract/ holds no arithmetic.
    ...all('contract/money.ts', 'contract/quantity.ts', 'contract/text.ts', 'contract/words/index.ts'),
    {
      to: 'contract/scanned.ts',
      because: 'a scanner that types sends the same as any other: its identifier and parts come off here',
    },
    { to: 'contract/gs1.ts', because: 'whether an address names an article' },
    { to: 'contract/parked-code.ts', because: 'whether a scanned code is the slip of a parked sale' },
    { to: 'contract/barcode.ts', because: 'whether an unknown code can be an article number: digits only' },
    {
      to: 'contract/barcode-layout.ts',
      because: 'the ready-made layouts, and what makes no sense in one that is written',
    },
    ...['printer-profile', 'device', 'device-setting', 'scale-setting', 'display-setting'].map((name) => ({
      to: `contract/${name}.ts`,
      because:
        'the kinds of devices and sets of characters to choose from; how one is called; whether there is any',
    })),
    { to: 'contract/test-sample.ts', because: 'the lines of the test page, to be told which came out right' },
    {
      to: 'contract/sealed-code.ts',
      because: 'whether a scanned code is of a receipt: length and digits only',
    },
    { to: 'contract/staff.ts', because: 'whether a scanned code can be a badge: length and letters only' },
    {
      to: 'contract/counter.ts',
      because: 'how a counter is until it is arranged, and what an arrangement may hold',
    },
    { to: 'contract/limits.ts', because: 'how far each role may go until a shop decides otherwise' },
    {
      to: 'contract/test-sample.ts',
      because: 'the lines of the test page, of which somebody says which is right',
    },
    { to: 'contract/return.ts', because: 'the reasons for a return, which stand on the screen as choices' },
    {
      to: 'contract/sealed-code.ts',
      because: 'whether a scanned code is the code on a receipt: digits only',
    },
  ],
};

const upstream: Layer = {
  name: 'upstream',
  files: ['upstream/'],
  packages: all('fastify', 'pg', 'better-sqlite3'),
  ours: all('contract/sync.ts'),
};

const scripts: Layer = {
  name: 'scripts',
  files: ['scripts/'],
  packages: [
    { to: 'node:*', because: 'setup and start run before anything is installed' },
    {
      to: 'playwright',
      by: ['scripts/setup/chromium.mjs'],
      because: 'asked where its browser is, if it is there',
    },
    {
      to: '@electron/fuses',
      by: ['scripts/packing/fuses.mjs'],
      because: 'the fuse that electron-builder cannot name, and the reading of all',
    },
  ],
  ours: [],
};

const settings: Layer = {
  name: 'settings of the tools',
  files: ['playwright', 'vite', 'vite.main', 'vite.preload', 'vitest'].map((it) => `${it}.config.ts`),
  packages: all('vite', 'vitest/config', '@vitejs/plugin-react', 'playwright/test', 'node:*'),
  ours: all('scripts/'),
};

const tests: Layer = {
  name: 'tests',
  files: ['test/', 'bench/'],
  packages: [],
  ours: [],
  mayImportAnything: true,
};

export const layers: readonly Layer[] = [
  contract,
  domain,
  store,
  hardware,
  payment,
  sync,
  printing,
  space,
  commands,
  core,
  shell,
  customer,
  main,
  tools,
  screen,
  upstream,
  scripts,
  settings,
  tests,
];
