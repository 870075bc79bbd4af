// `app` as the product has it: readiness, the lock of a single instance, quitting. SIGTERM, SIGINT and SIGHUP quit, as in
// Electron on Linux.
import { takeInstanceLock } from './instance-lock.ts';
import { Program } from './program.ts';
import { shownEvent, Preventable, Teller } from './surface.ts';
import type { Told } from './told.ts';
import type { Contents } from './contents.ts';

const tells = [
  'ready',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'web-contents-created',
  'second-instance',
];
/** Nothing of the network is ever asked. */
const spares = ['certificate-error', 'select-client-certificate', 'login'];

export const appMembers = [
  'isPackaged',
  'enableSandbox',
  'whenReady',
  'requestSingleInstanceLock',
  'getPath',
  'quit',
  'exit',
];

export class App extends Teller {
  /** `electron .` is what is played, not an installed program. */
  readonly isPackaged = false;
  readonly program: Program;
  #isQuitting = false;

  constructor(told: Told) {
    super('app', tells, spares);
    this.program = new Program(
      told,
      () => this.emit('ready'),
      () => this.#allClosed(),
    );
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.quit());
  }

  enableSandbox(): void {
    this.assertNotReady('app.enableSandbox');
  }

  whenReady(): Promise<void> {
    return this.program.start();
  }

  requestSingleInstanceLock(): boolean {
    return takeInstanceLock(this.program.told.userData, () => void this.#takeVisit());
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`the stand-in for Electron has no app.getPath('${name}')`);
    return this.program.told.userData;
  }

  quit(): void {
    if (this.#isQuitting) return;
    this.#isQuitting = true;
    void this.#quit();
  }

  /** At once, and nobody is asked. */
  exit(code = 0): never {
    this.program.exit(code);
  }

  // The stand-in's own side, which the product never sees.

  assertNotReady(what: string): void {
    if (this.program.isStarted) throw new Error(`${what} can only be called before app is ready`);
  }

  tellOfContents(contents: Contents): void {
    this.emit('web-contents-created', {}, contents.shown);
  }

  async #quit(): Promise<void> {
    this.emit('before-quit', shownEvent(new Preventable()));
    await this.program.closeWindows();
    const event = new Preventable();
    this.emit('will-quit', shownEvent(event));
    if (!event.defaultPrevented) this.exit(0);
  }

  #allClosed(): void {
    // Electron quits by itself where nobody listens.
    if (!this.emit('window-all-closed')) this.quit();
  }

  async #takeVisit(): Promise<void> {
    for (const window of this.program.windows) await window.look().catch(() => {});
    this.emit('second-instance', {}, [], '', undefined);
  }
}
