// The program as one Electron: its Chromium, its windows, its beginning and its end. What the product calls `app` is in
// app.ts; here is what happens behind it.
import type { Answer } from './navigation.ts';
import type { OpenPage } from './contents.ts';
import { startChromium } from './chromium.ts';
import type { Pipe, Session } from './pipe.ts';
import type { Told } from './told.ts';
import type { Window } from './window.ts';

interface Attached {
  sessionId: string;
  targetInfo: { targetId: string; url: string; openerId?: string };
}

export class Program {
  readonly told: Told;
  /** How the requests of `app:` are answered; set by `protocol.handle`. */
  answer: Answer | null = null;
  /** Called before a page is opened, with the page's browser: the session's rules are laid down. */
  beforePage: () => Promise<void> = async () => {};
  readonly #onReady: () => void;
  readonly #onLastClosed: () => void;
  readonly #windows = new Map<Window, OpenPage>();
  /** Windows that are on their way: a target that attaches meanwhile may be theirs. */
  #opening: Promise<unknown> = Promise.resolve();
  /** Sessions by their target, until it is known whose they are. */
  readonly #strangers = new Map<string, string>();
  readonly #waiting = new Map<string, (sessionId: string) => void>();
  readonly #ours = new Set<string>();
  #starting: Promise<void> | null = null;
  #pipe: Pipe | null = null;
  #isEnding = false;

  constructor(told: Told, onReady: () => void, onLastClosed: () => void) {
    this.told = told;
    this.#onReady = onReady;
    this.#onLastClosed = onLastClosed;
  }

  get isStarted(): boolean {
    return this.#starting !== null;
  }

  get windows(): Window[] {
    return [...this.#windows.keys()];
  }

  get browser(): Session {
    if (this.#pipe === null) throw new Error('Electron is not ready yet');
    return this.#pipe.browser;
  }

  start(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  /** Chromium's page for a new window, attached to and not yet running. */
  openPage(width: number, height: number): Promise<OpenPage> {
    const opening = this.#opening.then(() => this.#open(width, height));
    this.#opening = opening.catch(() => {});
    return opening;
  }

  /** A window is there as soon as it is constructed; its page follows. */
  add(window: Window): void {
    window.contents.ready().then(
      (page) => this.#windows.set(window, page),
      (error: Error) => {
        if (this.#isEnding) return;
        process.stderr.write(`the stand-in has no page: ${error.message}\n`);
        process.exit(1);
      },
    );
  }

  /** Closes every window, as a person would. */
  async closeWindows(): Promise<void> {
    this.#isEnding = true;
    for (const { session } of this.#windows.values()) await session.send('Page.close').catch(() => {});
  }

  /** The program is over; Chromium ends with its pipe. */
  exit(code: number): never {
    this.#isEnding = true;
    this.#pipe?.close();
    process.exit(code);
  }

  async #start(): Promise<void> {
    this.#pipe = await startChromium(this.told, () => {
      if (this.#isEnding) return;
      process.stderr.write('the Chromium of the stand-in ended by itself\n');
      process.exit(1);
    });
    const { browser } = this.#pipe;
    browser.on('Target.attachedToTarget', (attached) => {
      // A page that is closed before it could be judged needs no judgement.
      this.#meet(attached).catch(() => {});
    });
    browser.on('Target.detachedFromTarget', ({ targetId }) => this.#lose(targetId ?? ''));
    await browser.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter: [{ type: 'page' }],
    });
    this.#onReady();
  }

  async #open(width: number, height: number): Promise<OpenPage> {
    const { browser } = this;
    await this.beforePage();
    const { targetId } = await browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    this.#ours.add(targetId);
    const sessionId = await new Promise<string>((resolve) => {
      const known = this.#strangers.get(targetId);
      if (known === undefined) this.#waiting.set(targetId, resolve);
      else resolve(known);
    });
    return { session: this.#sessionOf(sessionId), targetId, glass: this.told.viewport };
  }

  #sessionOf(sessionId: string): Session {
    if (this.#pipe === null) throw new Error('Electron is not ready yet');
    return this.#pipe.session(sessionId);
  }

  /** A page has come into being: one of ours, one that a page of ours opened, or one of the test's own. */
  async #meet({ sessionId, targetInfo }: Attached): Promise<void> {
    const { targetId, openerId, url } = targetInfo;
    this.#strangers.set(targetId, sessionId);
    this.#waiting.get(targetId)?.(sessionId);
    await this.#opening;
    this.#strangers.delete(targetId);
    this.#waiting.delete(targetId);
    if (this.#ours.has(targetId)) return;
    const opener = [...this.#windows].find(([, page]) => page.targetId === openerId);
    if (opener !== undefined && !opener[0].contents.mayOpen(url)) {
      await this.browser.send('Target.closeTarget', { targetId });
      return;
    }
    await this.#sessionOf(sessionId).send('Runtime.runIfWaitingForDebugger');
    await this.browser.send('Target.detachFromTarget', { sessionId });
  }

  #lose(targetId: string): void {
    const found = [...this.#windows].find(([, page]) => page.targetId === targetId);
    if (found === undefined) return;
    const [window] = found;
    this.#windows.delete(window);
    window.end();
    if (this.#windows.size === 0 && !this.#isEnding) this.#onLastClosed();
  }
}
