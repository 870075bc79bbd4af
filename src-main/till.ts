// Opens a till and carries it with one shell until it is told to stop. Owns the life of the process between the two.
import path from 'node:path';
import { findScanners, openDevices } from '#hardware/open.ts';
import { noteCompiled } from './shell/compiled.ts';
import type { Arguments } from './config.ts';
import {
  appVersion,
  BadStart,
  readCustomerWindow,
  readDevices,
  readSpace,
  readUpdateAddress,
  withChoice,
} from './config.ts';
import { systemClock } from './clock.ts';
import { openCore } from './core.ts';
import type { Core } from './core.ts';
import { followForCustomer } from './customer-view.ts';
import type { CustomerViews } from './customer-view.ts';
import { carryViews, makeCustomerDoor } from './customer-window.ts';
import type { CustomerDoor } from './customer-window.ts';
import { seedDemo } from './demo.ts';
import { keepDiary, sayLastWords } from './diary.ts';
import { openLog } from './log.ts';
import type { Log } from './log.ts';
import { noUpdates, systemMachine } from './machine.ts';
import type { Updates } from './machine.ts';
import { makePolePlace, showOnPole } from './pole.ts';
import { startBrowserShell } from './shell/browser.ts';
import type { Carried } from './shell/connection.ts';
import { electronVersion, isPackaged } from './shell/choose.ts';
import { dispatch } from './shell/dispatch.ts';
import { letQuit, loadElectron, runElectron } from './shell/electron.ts';
import type { ElectronModule } from './shell/electron.ts';
import { runHeadless } from './shell/headless.ts';
import { electronSecretBox, fileSecretBox } from './shell/secret-box.ts';
import type { SecretBox } from './shell/secret-box.ts';
import { findUpdates, ProgramUpdates } from './shell/update.ts';

interface OpenedTill {
  core: Core;
  log: Log;
  views: CustomerViews;
  door: CustomerDoor;
}

async function openTill(
  folder: string,
  args: Pick<Arguments, 'isDemo' | 'shell'>,
  guard: SecretBox,
  seekUpdates: (log: Log) => Promise<Updates> = async () => noUpdates,
): Promise<OpenedTill> {
  const { isDemo, shell } = args;
  const log = await openLog(folder);
  sayLastWords(process, log);
  const electron = electronVersion(process);
  const door = makeCustomerDoor();
  const updates = await seekUpdates(log);
  const machine = systemMachine({ folder, shell, electron, updates, openCustomerWindow: door.open, log });
  const said = readDevices(folder, isDemo);
  const now = () => systemClock.now();
  const pole = makePolePlace();
  const core = await openCore({
    folder,
    clock: systemClock,
    log,
    guard,
    devices: {
      async open(chosen) {
        const devices = await openDevices(withChoice(said, chosen), now);
        pole.put(devices.display);
        return devices;
      },
      openAlone: (chosen) => openDevices(withChoice({ kind: 'none' }, chosen), now),
      findHid: findScanners,
    },
    machine,
    appVersion,
    prints: true,
    space: readSpace(folder, isDemo),
  });
  keepDiary(core, log);
  const views = followForCustomer(core, drawCode);
  showOnPole(views, pole);
  if (isDemo) await fillDemo(core, log);
  log.info({ version: appVersion, keys: guard.kind }, 'the till is open');
  return { core, log, views, door };
}

/** Loaded only once there is a receipt to show. */
async function drawCode(data: string): Promise<readonly (readonly (0 | 1)[])[]> {
  const { qrMatrix } = await import('#hardware/printer/qr.ts');
  return qrMatrix(data);
}

/** A disk that refuses the demonstration shop is told on the screen, like any other till's. The next start goes on with it. */
async function fillDemo(core: Core, log: Log): Promise<void> {
  try {
    await seedDemo(core);
  } catch (error) {
    log.error({ stack: (error as Error).stack }, 'the demonstration shop could not be set up');
  }
}

function carry(core: Core, log: Log): Carried {
  return {
    call: (name, args) => dispatch(core, log, name, args),
    subscribe: (listener) => core.subscribe(listener),
  };
}

/** Resolves when the process is asked to stop. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

function announceReady(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function runBrowser(args: Arguments, folder: string): Promise<number> {
  let opened;
  try {
    opened = await openTill(folder, args, fileSecretBox());
    const { views, door } = opened;
    const shell = await startBrowserShell(carry(opened.core, opened.log), {
      port: args.port,
      staticFolder: args.screenFolder,
      customer: carryViews(views),
      log: opened.log,
    });
    door.openBy(() => ({ isOpen: false, address: shell.openCustomer() }));
    announceReady({ ready: true, address: shell.address, customer: shell.openCustomer() });
    noteCompiled();
    await askedToStop();
    await shell.close();
    await opened.core.close();
    return 0;
  } catch (error) {
    announceReady({ ready: false, reason: (error as Error).message });
    await opened?.core.close();
    throw error;
  }
}

async function runLines(args: Arguments, folder: string): Promise<number> {
  const { core, log } = await openTill(folder, args, fileSecretBox());
  await Promise.race([runHeadless(carry(core, log), process.stdin, process.stdout, log), askedToStop()]);
  await core.close();
  return 0;
}

async function runWindow(args: Arguments): Promise<number> {
  const electron = await loadElectron();
  const { app } = electron;
  // A second start shows the first one's window instead of opening a second till.
  if (!app.requestSingleInstanceLock()) return 0;
  await app.whenReady();
  const folder = args.data ?? app.getPath('userData');
  let updates: Updates = noUpdates;
  const { core, log, views, door } = await openTill(
    folder,
    args,
    await electronSecretBox(electron.safeStorage),
    async (updateLog) =>
      (updates = await findUpdates({
        address: readUpdateAddress(folder),
        isPackaged: isPackaged(process),
        resources: process.resourcesPath,
        quit: () => app.quit(),
        log: updateLog,
      })),
  );
  await runElectron(electron, carry(core, log), {
    rendererFolder: args.screenFolder,
    preloadPath: path.join(import.meta.dirname, 'preload.cjs'),
    title: 'Counterfoil',
    language: args.language,
    customer: { till: carryViews(views), usesSecondScreen: readCustomerWindow(folder), door },
    log,
  });
  await core.close();
  if (updates instanceof ProgramUpdates && updates.isWanted) await becomeNewVersion(electron, updates, log);
  app.exit(0);
  return 0;
}

/** Ends the program by starting its new version; goes on only when that failed, with this version started again. */
async function becomeNewVersion(electron: ElectronModule, updates: ProgramUpdates, log: Log): Promise<void> {
  letQuit(electron);
  const reason = await updates.replace();
  log.error({ reason }, 'the new version did not start');
  electron.app.relaunch();
}

/** Runs the till until its window, its input or a signal ends it; returns the exit code. */
export async function runTill(args: Arguments): Promise<number> {
  if (args.shell === 'electron') return runWindow(args);
  if (args.data === null) throw new BadStart('name the data folder with --data DIR');
  return args.shell === 'headless' ? runLines(args, args.data) : runBrowser(args, args.data);
}
