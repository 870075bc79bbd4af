// A window of the program and the page in it. Insists on the walls that the stand-in cannot take down: it has no other
// page than one in a sandbox and a world of its own. All other preferences of a window are taken and mean nothing.
import type { BrowserWindowConstructorOptions } from 'electron';
import { Contents } from './contents.ts';
import type { App } from './app.ts';
import { emitterMembers, surfaceClass, Teller } from './surface.ts';

const needed: Record<string, boolean> = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  webviewTag: false,
};

function preloadOf({ webPreferences }: BrowserWindowConstructorOptions): string {
  const preferences = (webPreferences ?? {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries(needed)) {
    if (preferences[name] !== value) {
      throw new Error(`the stand-in for Electron plays only pages with ${name}: ${value}`);
    }
  }
  if (typeof preferences['preload'] !== 'string') throw new Error('the page has no preload script');
  return preferences['preload'];
}

export class Window extends Teller {
  readonly #app: App;
  readonly #contents: Contents;
  #isDestroyed = false;
  #isMinimized = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(app: App, options: BrowserWindowConstructorOptions) {
    // Chromium does not tell its debugger that a page hangs.
    super('BrowserWindow', ['closed'], ['unresponsive', 'responsive']);
    this.#app = app;
    const { program } = app;
    const preload = preloadOf(options);
    const page = program.openPage(options.width ?? 800, options.height ?? 600);
    this.#contents = new Contents(page, preload, () => program.answer);
    program.add(this);
    app.tellOfContents(this.#contents);
  }

  get webContents(): Contents {
    return this.#contents.shown;
  }

  loadURL(url: string): Promise<void> {
    return this.#contents.load(url);
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  restore(): void {
    this.#isMinimized = false;
    this.#inTurn(() => this.#setState('normal'));
  }

  focus(): void {
    this.#inTurn(async () => {
      const { session } = await this.#contents.ready();
      await session.send('Page.bringToFront');
    });
  }

  // The stand-in's own side, which the product never sees.

  get contents(): Contents {
    return this.#contents;
  }

  /** Asks Chromium how the window stands: whoever minimized it did not tell. */
  async look(): Promise<void> {
    const { targetId } = await this.#contents.ready();
    const { bounds } = await this.#app.program.browser.send('Browser.getWindowForTarget', { targetId });
    this.#isMinimized = bounds.windowState === 'minimized';
  }

  /** Its page is gone, whoever closed it. */
  end(): void {
    this.#isDestroyed = true;
    this.#contents.end();
    this.emit('closed');
  }

  /** Electron does these at once; here they go out in their order. */
  #inTurn(act: () => Promise<void>): void {
    this.#turn = this.#turn.then(act).catch((error: Error) => {
      if (!this.#isDestroyed) process.stderr.write(`the stand-in's window: ${error.message}\n`);
    });
  }

  async #setState(windowState: 'normal' | 'minimized'): Promise<void> {
    const { targetId } = await this.#contents.ready();
    const { windowId } = await this.#app.program.browser.send('Browser.getWindowForTarget', { targetId });
    await this.#app.program.browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
  }
}

/** The class as the product constructs it, for this program. */
export function windowsOf(app: App): new (options: BrowserWindowConstructorOptions) => Window {
  class BrowserWindow extends Window {
    constructor(options: BrowserWindowConstructorOptions) {
      super(app, options);
    }
  }
  const members = ['webContents', 'loadURL', 'isDestroyed', 'isMinimized', 'restore', 'focus'];
  return surfaceClass('BrowserWindow', BrowserWindow, [...emitterMembers, ...members]);
}
