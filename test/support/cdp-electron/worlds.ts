// What runs in the page on the stand-in's behalf: the preload script in a world of its own, a doorman in the page's world
// that only defines what the preload exposes, and the page's ends of the message ports. Every function here travels as
// text and may use nothing outside itself.

/** Names that both sides agree on; the random part keeps the page from speaking for the preload. */
export interface WorldNames {
  /** The name of the preload's world. */
  world: string;
  /** The event by which the preload hands a value to the page's world. */
  expose: string;
  /** The function by which the preload's world calls the program. */
  call: string;
  /** The function by which the program calls the preload's world. */
  deliver: string;
}

/** From the program to the page's end. */
export type ToPage =
  | { kind: 'post'; channel: string; value: unknown; ports: number[] }
  | { kind: 'message'; port: number; value: unknown }
  | { kind: 'close'; port: number };

/** From the page's end to the program. */
export type FromPage = { port: number; value: unknown } | { port: number; isClosed: true };

/** In the page's world, before its own scripts: defines what the preload exposes, then hears nothing more. */
function keepDoor({ expose }: WorldNames): void {
  const define = (event: Event) => {
    const { detail } = event as CustomEvent<string>;
    if (detail === '') {
      document.removeEventListener(expose, define);
      return;
    }
    const [key, value] = JSON.parse(detail) as [string, unknown];
    Object.defineProperty(window, key, { value, enumerable: true });
  };
  document.addEventListener(expose, define);
}

type PreloadListener = (event: { ports: MessagePort[] }, value: unknown) => void;
type RunPreload = (require: (name: string) => unknown, module: { exports: object }, exports: object) => void;

/** In the preload's world: what `require('electron')` gives there, then the preload script itself. */
function playPreload(names: WorldNames, run: RunPreload): void {
  // As in Electron, whose preload is not loaded into subframes unless that is asked for.
  if (window !== window.top) return;
  const listeners = new Map<string, PreloadListener[]>();
  const ports = new Map<number, MessagePort>();
  const functions = globalThis as unknown as Record<string, (message: never) => void>;
  const send = (message: FromPage) => {
    const call = functions[names.call] as (text: string) => void;
    try {
      call(JSON.stringify(message));
    } catch {
      // No JSON, as a cycle: the program is told that something came.
      call(JSON.stringify({ port: message.port, value: null }));
    }
  };
  const open = (port: number) => {
    const { port1, port2 } = new MessageChannel();
    ports.set(port, port1);
    port1.addEventListener('message', (event) => send({ port, value: event.data as unknown }));
    port1.addEventListener('close', () => send({ port, isClosed: true }));
    port1.start();
    return port2;
  };
  functions[names.deliver] = (message: ToPage) => {
    if (message.kind === 'message') ports.get(message.port)?.postMessage(message.value);
    else if (message.kind === 'close') ports.get(message.port)?.close();
    else {
      const opened = message.ports.map(open);
      for (const hear of listeners.get(message.channel) ?? []) hear({ ports: opened }, message.value);
    }
  };
  /** A member that is not there throws its name, as in the program. */
  const only = (name: string, members: Record<string, unknown>) =>
    new Proxy(members, {
      get(_, key) {
        if (typeof key === 'symbol' || Object.hasOwn(members, key))
          return Reflect.get(members, key) as unknown;
        throw new Error(`the stand-in for Electron has no ${name}.${key}`);
      },
    });
  const expose = (detail: string) => document.dispatchEvent(new CustomEvent(names.expose, { detail }));
  const electron = only('electron in the preload', {
    contextBridge: only('contextBridge', {
      exposeInMainWorld(key: string, value: unknown) {
        if (!['boolean', 'number', 'string'].includes(typeof value)) {
          throw new Error(`the stand-in for Electron carries plain values only, and ${key} is none`);
        }
        expose(JSON.stringify([key, value]));
      },
    }),
    ipcRenderer: only('ipcRenderer', {
      on(channel: string, listener: PreloadListener) {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
    }),
  });
  const module = { exports: {} };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`);
    return electron;
  };
  run(require, module, module.exports);
  expose('');
}

/** The two scripts for every new document: of the page's world, and of the preload's. */
export function pageScripts(names: WorldNames, preload: string): { page: string; preload: string } {
  const told = JSON.stringify(names);
  return {
    page: `(${keepDoor.toString()})(${told});`,
    preload: `(${playPreload.toString()})(${told}, function (require, module, exports) {${preload}\n});`,
  };
}
