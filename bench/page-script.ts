// What runs in the page before the screen does: it watches frames, keys and the socket, speaks to the till beside the
// screen, and can answer scans itself. Runs in the browser only; imports nothing, because it travels as text.

export interface PageBench {
  /** Frames begun since the page was opened. */
  frames: number;
  /** The newest Enter or letter, on the page's clock, and the frame it came in. */
  pressed: { atMs: number; frame: number };
  /** The newest answer to a search, once it is in the page and laid out. */
  painted: Map<string, { ms: number; frames: number }>;
  /** Scans are answered from a constant instead of by the till. */
  isConstant: boolean;
  ask(command: string, args: object): Promise<unknown>;
  /** Resolves when a line of this article is in the page and laid out. */
  line(sku: string): Promise<{ ms: number; frames: number }>;
}

declare global {
  interface Window {
    bench: PageBench;
  }
}

interface Change {
  sale: { version: number; lineCount: number };
  lines: { lineId: string; number: number; sku: string; code: string }[];
  [other: string]: unknown;
}

/** Installs `window.bench`. Must hold everything it needs: it is sent to the page as its own text. */
export function installBench(): void {
  const Real = window.WebSocket;
  const answers = new Map<number, (message: unknown) => void>();
  const searches = new Map<number, { text: string; atMs: number; frame: number }>();
  let socket: WebSocket | null = null;
  let lastId = 1_000_000_000;
  let newest: Change | null = null;

  const bench: PageBench = {
    frames: 0,
    pressed: { atMs: 0, frame: 0 },
    painted: new Map(),
    isConstant: false,
    ask(command, args) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        answers.set(id, (message) => {
          const outcome = message as { ok: boolean; result?: unknown };
          if (outcome.ok) resolve(outcome.result);
          else reject(new Error(`${command}: ${JSON.stringify(message)}`));
        });
        Real.prototype.send.call(socket, JSON.stringify({ id, command, args }));
      });
    },
    line(sku) {
      return new Promise((resolve) => {
        const look = () => {
          const row = document.querySelector(`.line[data-sku="${sku}"]`);
          if (row === null) return false;
          row.getBoundingClientRect();
          resolve({ ms: performance.now() - bench.pressed.atMs, frames: bench.frames - bench.pressed.frame });
          return true;
        };
        if (look()) return;
        const observer = new MutationObserver(() => {
          if (look()) observer.disconnect();
        });
        observer.observe(document.body, { subtree: true, childList: true });
      });
    },
  };
  window.bench = bench;

  const count = () => {
    bench.frames += 1;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key.length === 1) {
      bench.pressed = { atMs: performance.now(), frame: bench.frames };
    }
  };
  window.addEventListener('keydown', press, { capture: true });

  /** The till's own newest change with one more line, as the till would send it: an event, then the reply. */
  const answerScan = (to: WebSocket, id: number, code: string) => {
    const line = newest?.lines.at(-1);
    if (newest === null || line === undefined) return;
    const sku = `B${String(Number(code.slice(2, 12))).padStart(7, '0')}`;
    const sale = { ...newest.sale, version: newest.sale.version + 1, lineCount: newest.sale.lineCount + 1 };
    const change = {
      ...newest,
      sale,
      lines: [{ ...line, lineId: `constant-${id}`, number: line.number + 1, sku, code }],
    };
    for (const message of [
      { event: 'sale.changed', payload: change },
      { id, ok: true, result: change },
    ]) {
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', () =>
        to.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) })),
      );
      channel.port1.start();
      channel.port2.postMessage(null);
    }
  };

  /** After the frame that shows it has been laid out. */
  const notePaint = (search: { text: string; atMs: number; frame: number }) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', () => {
        const frames = bench.frames - search.frame;
        bench.painted.set(search.text, { ms: performance.now() - search.atMs, frames });
      });
      channel.port1.start();
      channel.port2.postMessage(null);
    });
  };

  window.WebSocket = class extends Real {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      // oxlint-disable-next-line typescript/no-this-alias -- the page has one socket, and the bench speaks over it
      socket = this;
      this.addEventListener('message', (event) => {
        const message = JSON.parse(String(event.data)) as { id?: number; event?: string; payload?: Change };
        if (message.event === 'sale.changed' && (message.payload?.lines.length ?? 0) > 0)
          newest = message.payload ?? null;
        const { id } = message;
        if (id === undefined) return;
        answers.get(id)?.(message);
        answers.delete(id);
        const search = searches.get(id);
        searches.delete(id);
        if (search !== undefined) notePaint(search);
      });
    }
    override send(text: string): void {
      const { id, command, args } = JSON.parse(text) as {
        id: number;
        command: string;
        args: { code: string; text: string };
      };
      if (bench.isConstant && command === 'sale.scan') {
        answerScan(this, id, args.code);
        return;
      }
      if (command === 'catalog.search') {
        searches.set(id, { text: args.text, atMs: bench.pressed.atMs, frame: bench.pressed.frame });
      }
      super.send(text);
    }
  };
}
