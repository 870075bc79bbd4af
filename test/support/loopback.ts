// A running browser shell over a fake till, and clients that send exactly what they are told.
// Owns the temporary folder of the screen, with things beside and in it that must never be served.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { startBrowserShell } from '#shell/browser.ts';
import { fakeTill } from './fake-till.ts';
import type { FakeTill } from './fake-till.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Loopback {
  till: FakeTill;
  /** What the customer's window is told. */
  customer: FakeTill;
  /** A new code of the customer's window. */
  customerCode: () => string;
  port: number;
  /** Our own origin. */
  own: string;
  code: string;
  folder: string;
  /** One request as written: no library tidies its path or adds headers. */
  ask: (method: string, path: string, headers?: OutgoingHttpHeaders, body?: string) => Promise<Answer>;
  enter: (headers?: OutgoingHttpHeaders, code?: string, path?: string) => Promise<Answer>;
  /** Resolves to the open socket, or to the status that refused it. */
  open: (headers: OutgoingHttpHeaders, path?: string) => Promise<WebSocket | number>;
  openGood(): Promise<WebSocket>;
  closeShell(): Promise<void>;
  close(): Promise<void>;
}

export const jsonType = { 'content-type': 'application/json' };

export function cookieOf(answer: Answer): string {
  return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

export function nextMessage(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve) =>
    socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8')))),
  );
}

/** A built screen of two files, with secrets around it. */
export async function plantScreen(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'counterfoil-screen-'));
  const folder = join(parent, 'screen');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await mkdir(join(folder, '.git'));
  await writeFile(join(parent, 'secret.txt'), 'the signing key');
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Till</title>');
  await writeFile(join(folder, 'assets', 'index-Ab3_x9-Z.js'), 'export {};');
  await writeFile(join(folder, '.env'), 'the signing key');
  await writeFile(join(folder, '.git', 'config'), 'the signing key');
  await symlink(join(parent, 'secret.txt'), join(folder, 'link.txt'));
  return folder;
}

/** Paths that must lead nowhere, in the ways a server might be talked into them. */
export const forbiddenPaths = [
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
  '/%252e%252e/secret.txt',
  '/..\\secret.txt',
  '/..%5csecret.txt',
  '/%c0%ae%c0%ae/secret.txt',
  '//etc/passwd',
  '/etc/passwd',
  '/index.html%00.txt',
  '/.env',
  '/%2eenv',
  '/.git/config',
  '/assets/../.env',
  '/link.txt',
  '/assets',
  '/assets/',
  '/constructor',
  '/__proto__',
];

export async function startLoopback(): Promise<Loopback> {
  const folder = await plantScreen();
  const till = fakeTill();
  const customer = fakeTill();
  const shell = await startBrowserShell(till, { port: 0, staticFolder: folder, customer });
  const address = new URL(shell.address);
  const port = Number(address.port);
  const own = address.origin;
  const code = address.hash.slice(1);
  const ask: Loopback['ask'] = (method, path, headers = {}, body) =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        );
      });
      asked.on('error', reject).end(body);
    });
  const enter: Loopback['enter'] = (headers = {}, entered = code, path = '/enter') =>
    ask('POST', path, { ...jsonType, ...headers }, JSON.stringify({ code: entered }));
  const open: Loopback['open'] = (headers, path = '/till') =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
        headers: headers as Record<string, string>,
      });
      socket.on('open', () => resolve(socket));
      socket.on('unexpected-response', (_request, answer) => {
        resolve(answer.statusCode ?? 0);
        socket.terminate();
      });
      socket.on('error', () => {});
    });
  return {
    till,
    customer,
    customerCode: () => new URL(shell.openCustomer()).hash.slice(1),
    port,
    own,
    code,
    folder,
    ask,
    enter,
    open,
    async openGood() {
      const socket = await open({ origin: own, cookie: cookieOf(await enter()) });
      if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
      return socket;
    },
    closeShell: () => shell.close(),
    async close() {
      await shell.close();
      await rm(join(folder, '..'), { recursive: true });
    },
  };
}
