// The same script of commands through JSON lines, the loopback socket and an Electron port: every reply must be the same,
// because what carries a till may not change what it says.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createInterface } from 'node:readline';
import type { MessagePort } from 'node:worker_threads';
import { WebSocket } from 'ws';
import { expect, test, vi } from 'vitest';
import type { TillEvent } from '#contract/events.ts';
import { startBrowserShell } from '#shell/browser.ts';
import type { Carried } from '#shell/connection.ts';
import { prepareElectron, runElectron } from '#shell/electron.ts';
import { runHeadless } from '#shell/headless.ts';
import { standInElectron } from '#test/support/electron-stand-in.ts';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const saleId = id('the sale');
const WATER = '6901234567892';

/** A day in small: a wrong word, a wrong PIN, a sale, a repeated command, a close. */
const script: [string, object][] = [
  ['app.describe', {}],
  ['sale.current', {}],
  ['no.such', {}],
  ['sale.scan', { saleId: 1 }],
  ['session.signIn', { commandId: id('a'), staffId: people.manager.staffId, pin: '9999' }],
  ['session.signIn', { commandId: id('b'), ...people.manager }],
  ['shift.open', { commandId: id('c'), float: 20_000 }],
  ['sale.scan', { commandId: id('d'), saleId, code: WATER }],
  ['sale.scan', { commandId: id('d'), saleId, code: WATER }],
  ['sale.scan', { commandId: id('d'), saleId, code: '40' }],
  ['sale.scan', { commandId: id('e'), saleId, code: '4011' }],
  ['sale.scan', { commandId: id('f'), saleId, code: '4011', quantity: 842 }],
  ['catalog.search', { text: '香', category: null, limit: 3 }],
  ['tender.options', { saleId }],
  ['tender.cash', { commandId: id('g'), saleId, amount: 1000 }],
  ['sale.complete', { commandId: id('h'), saleId }],
  ['sale.complete', { commandId: id('h'), saleId }],
  ['receipt.show', { saleId }],
  ['shift.xReport', { commandId: id('i'), print: false }],
  ['shift.close', { commandId: id('j'), counted: 20_500 }],
  ['register.close', { commandId: id('k') }],
  ['session.signOut', { commandId: id('l') }],
];

type Ask = (id: number, command: string, args: object) => void;
interface Line {
  ask: Ask;
  /** Everything the carrier said, in order. */
  heard: { id?: number; event?: string }[];
  end(): Promise<void>;
}

function till(shop: Shop): Carried {
  return {
    call: (name, args) => shop.ask(name, args),
    subscribe: (listener: (event: TillEvent) => void) => shop.core.subscribe(listener),
  };
}

async function overLines(shop: Shop): Promise<Line> {
  const input = new PassThrough();
  const output = new PassThrough();
  const heard: Line['heard'] = [];
  createInterface({ input: output }).on('line', (line) => heard.push(JSON.parse(line) as Line['heard'][0]));
  const run = runHeadless(till(shop), input, output);
  return {
    heard,
    ask: (number, command, args) => void input.write(`${JSON.stringify({ id: number, command, args })}\n`),
    async end() {
      input.end();
      await run;
    },
  };
}

async function overSocket(shop: Shop): Promise<Line> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-screen-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  const shell = await startBrowserShell(till(shop), { port: 0, staticFolder: folder });
  const { origin, hash } = new URL(shell.address);
  const entered = await fetch(`${origin}/enter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: hash.slice(1) }),
  });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/till`, { headers: { cookie, origin } });
  const heard: Line['heard'] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString('utf8')) as Line['heard'][0]));
  await once(socket, 'open');
  return {
    heard,
    ask: (number, command, args) => socket.send(JSON.stringify({ id: number, command, args })),
    async end() {
      socket.close();
      await shell.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function overPort(shop: Shop): Promise<Line> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-screen-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  const standIn = standInElectron();
  const ports: MessagePort[] = [];
  standIn.renderer.on('counterfoil:port', (event: { ports: MessagePort[] }) => ports.push(...event.ports));
  prepareElectron(standIn.electron);
  const run = runElectron(standIn.electron, till(shop), {
    rendererFolder: folder,
    preloadPath: '/till/preload.cjs',
    title: 'Counterfoil',
  });
  await vi.waitFor(() => expect(standIn.steps).toContain('load app://till/'));
  standIn.finishLoad('app://till/');
  await vi.waitFor(() => expect(ports).toHaveLength(1));
  const port = ports[0] as MessagePort;
  const heard: Line['heard'] = [];
  port.on('message', (message) => heard.push(message as Line['heard'][0]));
  return {
    heard,
    ask: (number, command, args) => port.postMessage({ id: number, command, args }),
    async end() {
      standIn.app.emit('window-all-closed');
      await run;
      port.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** What depends on the register's own key, which every shop makes for itself, and how long a start took. */
function withoutSeal(message: object): object {
  return JSON.parse(
    JSON.stringify(message, (key, value: unknown) =>
      key === 'seal' ? 'sealed' : key === 'tookMs' ? 0 : value,
    ),
  ) as object;
}

async function play(open: (shop: Shop) => Promise<Line>): Promise<{ replies: object[]; events: object[] }> {
  const shop = await openShop({ as: null });
  const line = await open(shop);
  for (const [i, [command, args]] of script.entries()) {
    line.ask(i + 1, command, args);
    await vi.waitFor(() => expect(line.heard.some((message) => message.id === i + 1)).toBe(true), {
      timeout: 10_000,
    });
  }
  await line.end();
  await shop.close();
  const heard = line.heard.map(withoutSeal) as Line['heard'];
  return {
    replies: heard.filter((message) => message.id !== undefined),
    events: heard.filter((message) => message.event !== undefined),
  };
}

test('lines, socket and port give the same replies and announce the same events', async () => {
  const lines = await play(overLines);
  expect(lines.replies).toHaveLength(script.length);
  expect(lines.replies.filter((reply) => 'ok' in reply && reply.ok === true)).toHaveLength(script.length - 6);
  const socket = await play(overSocket);
  const port = await play(overPort);
  expect(socket).toEqual(lines);
  expect(port).toEqual(lines);
});
