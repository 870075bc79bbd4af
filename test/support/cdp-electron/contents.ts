// A page as the program has it: loading, its frame, its preload and ports, its crash and its end. Owns the page's session
// with Chromium; what may be requested is decided in navigation.ts.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { toBrowser, toProgram } from './address.ts';
import { watchRequests } from './navigation.ts';
import type { Answer } from './navigation.ts';
import type { Session } from './pipe.ts';
import { CarriedPorts } from './ports.ts';
import { emitterMembers, shownEvent, surface, Teller } from './surface.ts';
import type { Preventable } from './surface.ts';
import { pageScripts } from './worlds.ts';
import type { FromPage, ToPage, WorldNames } from './worlds.ts';

export interface OpenPage {
  session: Session;
  /** Of the page, and of its main frame alike. */
  targetId: string;
  /** The glass that it fills; null leaves it the size of its window. */
  glass: { width: number; height: number } | null;
}

type WindowOpen = (details: { url: string }) => { action: 'allow' | 'deny' };

const tells = ['will-navigate', 'will-frame-navigate', 'did-finish-load', 'render-process-gone', 'destroyed'];
/** No redirection is ever answered, and webviews are off. */
const spares = ['will-redirect', 'will-attach-webview'];

export class Contents extends Teller {
  /** As the product is handed it. */
  readonly shown: this;
  readonly mainFrame: { url: string; postMessage(channel: string, value: unknown, ports?: object[]): void };
  readonly #page: Promise<OpenPage>;
  readonly #ports: CarriedPorts;
  readonly #names: WorldNames;
  /** The preload's world in the page of now; null between two pages. */
  #world: string | null = null;
  #judgeWindow: WindowOpen = () => ({ action: 'allow' });
  #destination: string | null = null;
  #url = 'about:blank';
  #loader = '';
  #isErrorPage = false;
  #loads: { loader: string; resolve: () => void; reject: (error: Error) => void } | null = null;
  #lastFinished = '';

  constructor(page: Promise<OpenPage>, preloadPath: string, answer: () => Answer | null) {
    super('webContents', tells, spares);
    this.shown = surface('webContents', this, [
      ...emitterMembers,
      'mainFrame',
      'setWindowOpenHandler',
      'forcefullyCrashRenderer',
    ]);
    const random = randomUUID();
    this.#names = {
      world: 'Electron Isolated Context',
      expose: `expose-${random}`,
      call: `call-${random}`,
      deliver: `deliver-${random}`,
    };
    this.#ports = new CarriedPorts((message) => void this.#deliver(message));
    const url = () => this.#url;
    this.mainFrame = surface(
      'webFrameMain',
      {
        get url() {
          return toProgram(url());
        },
        postMessage: (channel, value, ports = []) => this.#ports.post(channel, value, ports),
      },
      ['url', 'postMessage'],
    );
    this.#page = page.then(async (open) => {
      await this.#furnish(open, readFileSync(preloadPath, 'utf8'), answer);
      return open;
    });
    // Whoever loads something is told of it.
    this.#page.catch(() => {});
  }

  setWindowOpenHandler(handler: WindowOpen): void {
    this.#judgeWindow = handler;
  }

  forcefullyCrashRenderer(): void {
    // Never answered: who could?
    void this.#page.then(({ session }) => session.send('Page.crash')).catch(() => {});
  }

  // The stand-in's own side, which the product never sees.

  ready(): Promise<OpenPage> {
    return this.#page;
  }

  /** Resolves when the page and what it shows are loaded, as `loadURL` does. */
  async load(url: string): Promise<void> {
    const { session } = await this.#page;
    this.#destination = toBrowser(url);
    const { errorText, loaderId } = await session
      .send('Page.navigate', { url: this.#destination })
      .finally(() => (this.#destination = null));
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
    if (loaderId === undefined || loaderId === this.#lastFinished) return;
    await new Promise<void>((resolve, reject) => {
      this.#loads = { loader: loaderId, resolve, reject };
    });
  }

  /** Whether the page may have the window it asks for. */
  mayOpen(url: string): boolean {
    return this.#judgeWindow({ url: toProgram(url) }).action === 'allow';
  }

  /** The page is gone for good. */
  end(): void {
    this.#ports.loseAll();
    this.#loads?.reject(new Error('ERR_FAILED (-2): the page was closed'));
    this.#loads = null;
    this.emit('destroyed');
  }

  /** In the order of Chromium's own events: all is asked before anything is awaited, so that the page runs none of it without. */
  async #furnish(
    { session, targetId, glass }: OpenPage,
    preload: string,
    answer: () => Answer | null,
  ): Promise<void> {
    const { world, call } = this.#names;
    const scripts = pageScripts(this.#names, preload);
    this.#watchLoads(session, targetId);
    this.#watchWorld(session, targetId);
    const metrics = glass && { ...glass, deviceScaleFactor: 1, mobile: false };
    await Promise.all([
      metrics && session.send('Emulation.setDeviceMetricsOverride', metrics),
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Runtime.addBinding', { name: call, executionContextName: world }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.preload, worldName: world }),
      watchRequests({
        session,
        mainFrame: targetId,
        answer,
        destination: () => this.#destination,
        tell: (event) => this.#tellNavigation(event),
      }),
      session.send('Runtime.runIfWaitingForDebugger'),
    ]);
  }

  #tellNavigation(event: Preventable): void {
    const shown = shownEvent(event);
    this.emit('will-frame-navigate', shown);
    if (event.isMainFrame) this.emit('will-navigate', shown);
  }

  #watchLoads(session: Session, mainFrame: string): void {
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id !== mainFrame) return;
      this.#url = frame.url + (frame.urlFragment ?? '');
      this.#loader = frame.loaderId;
      this.#isErrorPage = frame.unreachableUrl !== undefined;
    });
    session.on('Page.loadEventFired', () => {
      if (this.#isErrorPage || this.#loader === '') return;
      this.#lastFinished = this.#loader;
      this.emit('did-finish-load');
      if (this.#loads?.loader !== this.#loader) return;
      this.#loads.resolve();
      this.#loads = null;
    });
    session.on('Inspector.targetCrashed', () => {
      this.#ports.loseAll();
      this.#world = null;
      // Chromium does not tell its debugger why.
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 0 });
    });
  }

  #watchWorld(session: Session, mainFrame: string): void {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { frameId?: string };
      if (context.name === this.#names.world && frameId === mainFrame) this.#world = context.uniqueId;
    });
    session.on('Runtime.executionContextsCleared', () => {
      this.#world = null;
      this.#ports.loseAll();
    });
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === this.#names.call) this.#ports.receive(JSON.parse(payload) as FromPage);
    });
  }

  async #deliver(message: ToPage): Promise<void> {
    const { session } = await this.#page;
    if (this.#world === null) return;
    const expression = `globalThis[${JSON.stringify(this.#names.deliver)}](${JSON.stringify(message)})`;
    // The page may have gone meanwhile; then its ports are lost as well.
    await session
      .send('Runtime.evaluate', { expression, uniqueContextId: this.#world, silent: true })
      .catch(() => {});
  }
}
