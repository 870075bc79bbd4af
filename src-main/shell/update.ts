// A newer version of the installed program: fetched by electron-updater from the address in config.json, kept until a
// person wants it, never installed by itself. Owns what the updater is told; ending the till is the caller's.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { UpdateState } from '#contract/machine.ts';
import { noUpdates } from '#main/machine.ts';
import type { Updates } from '#main/machine.ts';
import type { ShellLog } from './connection.ts';

/** What is used of electron-updater's AppUpdater. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  autoRunAppAfterInstall: boolean;
  allowDowngrade: boolean;
  allowPrerelease: boolean;
  disableWebInstaller: boolean;
  logger: { info(text: string): void; warn(text: string): void; error(text: string): void } | null;
  setFeedURL(feed: { provider: 'generic'; url: string }): void;
  checkForUpdates(): Promise<{ downloadPromise?: Promise<unknown> | null | undefined } | null>;
  quitAndInstall(): void;
  on(
    event: 'update-available' | 'update-downloaded',
    listener: (about: { version: string }) => void,
  ): unknown;
  on(event: 'update-not-available' | 'update-cancelled', listener: () => void): unknown;
  on(event: 'download-progress', listener: (progress: { percent: number }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

const firstCheckMs = 60_000;
const checkEveryMs = 6 * 60 * 60 * 1_000;
const detailLength = 200;

export interface UpdateOptions {
  updater: Updater;
  /** Where new versions lie, an https address. */
  address: string;
  /** Asks the program to end, as closing its window does. */
  quit: () => void;
  log: ShellLog;
}

/** The updates of a program that can replace itself. */
export class ProgramUpdates implements Updates {
  readonly #options: UpdateOptions;
  readonly #listeners = new Set<(state: UpdateState) => void>();
  readonly #timers: NodeJS.Timeout[] = [];
  #state: UpdateState = { kind: 'current' };
  #version = '';
  #isWanted = false;

  constructor(options: UpdateOptions) {
    this.#options = options;
    const { updater, address, log } = options;
    // Its errors come as events; what else it tells is of no use to a shop.
    updater.logger = { info() {}, error() {}, warn: (detail) => log.warn({ detail }, 'the updater') };
    updater.autoDownload = true;
    // A till that is switched off at night must not come back as another program.
    updater.autoInstallOnAppQuit = false;
    updater.autoRunAppAfterInstall = true;
    updater.allowPrerelease = false;
    // An old version would refuse the books of a newer one. It has to come after anything that sets a channel.
    updater.allowDowngrade = false;
    // The installer that fetches a second file checks only the first one's signature.
    updater.disableWebInstaller = true;
    updater.setFeedURL({ provider: 'generic', url: address });
    updater.on('update-available', ({ version }) => {
      this.#version = version;
      this.#become({ kind: 'fetching', version, percent: 0 });
    });
    updater.on('download-progress', ({ percent }) =>
      this.#become({ kind: 'fetching', version: this.#version, percent: Math.floor(percent) }),
    );
    updater.on('update-downloaded', ({ version }) => this.#become({ kind: 'ready', version }));
    updater.on('update-not-available', () => this.#become({ kind: 'current' }));
    updater.on('update-cancelled', () => this.#become({ kind: 'current' }));
    updater.on('error', (error) => this.#fail(error));
  }

  /** Looks for a new version soon, so that opening the till is not slowed down, and then every six hours. */
  begin(): void {
    this.#timers.push(
      setTimeout(() => void this.check(), firstCheckMs),
      setInterval(() => void this.check(), checkEveryMs),
    );
    for (const timer of this.#timers) timer.unref();
  }

  stop(): void {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
  }

  /** What is being fetched, or waits, is not asked for again. */
  async check(): Promise<void> {
    if (this.#state.kind === 'fetching' || this.#state.kind === 'ready') return;
    // The updater says by its error event what it also rejects with; it answers null where it cannot work at all, as for
    // a program that was taken out of its AppImage.
    const found = await this.#options.updater.checkForUpdates().catch(() => undefined);
    if (found === null) this.#become({ kind: 'off' });
    // Nobody else waits for the fetching, and a rejection that nobody hears would end the till.
    void found?.downloadPromise?.catch(() => undefined);
  }

  state(): UpdateState {
    return this.#state;
  }

  onChange(listener: (state: UpdateState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The answer to whoever asked reaches the screen before the program begins to end. */
  install(): void {
    if (this.#state.kind !== 'ready' || this.#isWanted) return;
    this.#isWanted = true;
    setImmediate(this.#options.quit);
  }

  /** Whether the program ends because it is to be replaced. */
  get isWanted(): boolean {
    return this.#isWanted;
  }

  /** Starts the new version in place of this program. Resolves only when that failed, with the reason. */
  replace(): Promise<string> {
    return new Promise((resolve) => {
      this.#options.updater.on('error', (error) => resolve(detailOf(error)));
      try {
        this.#options.updater.quitAndInstall();
      } catch (error) {
        resolve(detailOf(error as Error));
      }
    });
  }

  #fail(error: Error): void {
    this.#options.log.warn({ detail: detailOf(error) }, 'no update');
    // What has arrived whole is still there.
    if (this.#state.kind !== 'ready') this.#become({ kind: 'failed', detail: detailOf(error) });
  }

  #become(state: UpdateState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

function detailOf(error: Error): string {
  return (error.message.split('\n', 1)[0] ?? '').slice(0, detailLength);
}

/**
 * Why this program may not replace itself, or null. Windows checks a new version against the publisher that the
 * packager noted beside the program; without that note nothing would be checked at all.
 */
export function reasonAgainst(
  platform: NodeJS.Platform,
  isPackaged: boolean,
  resources: string,
): string | null {
  const note = path.join(resources, 'app-update.yml');
  if (!isPackaged) return 'it is not installed';
  if (!existsSync(note)) return 'it was packaged without updates';
  const isSigned = platform !== 'win32' || /^publisherName:/m.test(readFileSync(note, 'utf8'));
  return isSigned ? null : 'it is not signed, so a new version could not be told from a forged one';
}

export interface UpdateSource {
  address: string | null;
  isPackaged: boolean;
  resources: string;
  quit: () => void;
  log: ShellLog;
}

/** The updates of this program; none where it cannot replace itself or was given no address. */
export async function findUpdates(source: UpdateSource): Promise<ProgramUpdates | typeof noUpdates> {
  const { address, isPackaged, resources, quit, log } = source;
  if (address === null) return noUpdates;
  const reason = reasonAgainst(process.platform, isPackaged, resources);
  if (reason !== null) {
    log.warn({ reason }, 'this program does not look for updates');
    return noUpdates;
  }
  const { default: electronUpdater } = await import('electron-updater');
  const updates = new ProgramUpdates({ updater: electronUpdater.autoUpdater, address, quit, log });
  updates.begin();
  return updates;
}
