// Stands in for the module electron where its runtime cannot be had: records what the shell sets up and lets a test
// play the page. Its message ports are real ones of node:worker_threads; everything else is as little as is used.
import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { ElectronModule } from '#shell/electron.ts';

/** An event of Electron that a listener may prevent. */
export class Preventable {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Electron's side of a port: an emitter whose messages come wrapped, and only after `start`. */
class MessagePortMain extends EventEmitter {
  readonly port: MessagePort;
  #queue: unknown[] | null = [];
  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('message', (data: unknown) => {
      if (this.#queue === null) this.emit('message', { data, ports: [] });
      else this.#queue.push(data);
    });
    port.on('close', () => this.emit('close'));
  }
  start(): void {
    const queued = this.#queue ?? [];
    this.#queue = null;
    for (const data of queued) this.emit('message', { data, ports: [] });
  }
  postMessage(message: unknown): void {
    const { port } = this;
    port.postMessage(message);
  }
  close(): void {
    this.port.close();
  }
}

class MessageChannelMain {
  readonly port1: MessagePortMain;
  /** Travels to the page, where it is a plain port again. */
  readonly port2: { port: MessagePort };
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = { port: port2 };
  }
}

class StandInContents extends EventEmitter {
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  readonly mainFrame: {
    url: string;
    postMessage(channel: string, message: unknown, ports: { port: MessagePort }[]): void;
  };
  constructor(renderer: EventEmitter) {
    super();
    this.mainFrame = {
      url: 'about:blank',
      postMessage: (channel, message, ports) =>
        void renderer.emit(channel, { ports: ports.map(({ port }) => port) }, message),
    };
  }
  setWindowOpenHandler(handler: StandInContents['openHandler']): void {
    this.openHandler = handler;
  }
  forcefullyCrashRenderer(): void {
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
  }
}

type Denial = (...details: unknown[]) => unknown;

class StandInSession extends EventEmitter {
  request: Denial = () => undefined;
  check: Denial = () => true;
  device: Denial = () => true;
  spells = true;
  setPermissionRequestHandler(handler: Denial): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: Denial): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: Denial): void {
    this.device = handler;
  }
  setSpellCheckerEnabled(isOn: boolean): void {
    this.spells = isOn;
  }
}

export interface StandIn {
  electron: ElectronModule;
  /** What was called, in order. */
  steps: string[];
  app: EventEmitter;
  session: StandInSession;
  /** What the preload sees as ipcRenderer. */
  renderer: EventEmitter;
  windows: (EventEmitter & {
    options: Record<string, unknown>;
    webContents: StandInContents;
    isDestroyed(): boolean;
    destroy(): void;
  })[];
  /** The screens that there are; the first is the primary one. */
  displays: { id: number; bounds: { x: number; y: number; width: number; height: number } }[];
  plugInDisplay(): void;
  schemes: { scheme: string; privileges: Record<string, boolean> }[];
  serve(url: string, method?: string): Promise<Response>;
  /** Ends a load of the main frame at `url`, as Electron reports it. */
  finishLoad(url?: string, window?: number): void;
  /** Made the next load fail. */
  failLoad(error: Error): void;
}

export function standInElectron(): StandIn {
  const steps: string[] = [];
  const renderer = new EventEmitter();
  const app = new EventEmitter();
  const session = new StandInSession();
  const windows: StandIn['windows'] = [];
  const schemes: StandIn['schemes'] = [];
  const displays: StandIn['displays'] = [{ id: 1, bounds: { x: 0, y: 0, width: 1366, height: 768 } }];
  const screen = Object.assign(new EventEmitter(), {
    getAllDisplays: () => displays,
    getPrimaryDisplay: () => displays[0],
  });
  let handler: (request: Request) => Promise<Response> = async () => Response.error();
  let failure: Error | null = null;
  class BrowserWindow extends EventEmitter {
    readonly webContents = new StandInContents(renderer);
    readonly options: Record<string, unknown>;
    #isDestroyed = false;
    constructor(options: Record<string, unknown>) {
      super();
      this.options = options;
      steps.push('window');
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    async loadURL(url: string): Promise<void> {
      steps.push(`load ${url}`);
      if (failure !== null) throw failure;
    }
    isMinimized(): boolean {
      return true;
    }
    restore(): void {
      steps.push('restore');
    }
    focus(): void {
      steps.push('focus');
    }
    isDestroyed(): boolean {
      return this.#isDestroyed;
    }
    destroy(): void {
      this.#isDestroyed = true;
      this.webContents.emit('destroyed');
      this.emit('closed');
    }
  }
  const electron = {
    app: Object.assign(app, {
      enableSandbox: () => steps.push('sandbox'),
      whenReady: async () => void steps.push('ready'),
    }),
    protocol: {
      registerSchemesAsPrivileged(list: StandIn['schemes']) {
        steps.push('schemes');
        schemes.push(...list);
      },
      handle(scheme: string, answer: typeof handler) {
        steps.push(`handle ${scheme}`);
        handler = answer;
      },
    },
    Menu: { setApplicationMenu: (menu: unknown) => steps.push(menu === null ? 'no menu' : 'menu') },
    session: { defaultSession: session },
    screen,
    BrowserWindow,
    MessageChannelMain,
  };
  return {
    electron: electron as unknown as ElectronModule,
    steps,
    app,
    session,
    renderer,
    windows,
    displays,
    plugInDisplay() {
      const display = { id: 2, bounds: { x: 1366, y: 0, width: 1024, height: 768 } };
      displays.push(display);
      screen.emit('display-added', {}, display);
    },
    schemes,
    // The runtime hands over a Request whose URL may be of any scheme; Node's own allows that too.
    serve: (url, method = 'GET') => handler(new Request(url, { method })),
    finishLoad(url = 'app://till/', window = 0) {
      const contents = windows[window]?.webContents;
      if (contents === undefined) throw new Error('there is no window');
      contents.mainFrame.url = url;
      contents.emit('did-finish-load');
    },
    failLoad: (error) => (failure = error),
  };
}
