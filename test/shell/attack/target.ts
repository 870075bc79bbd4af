// The program itself as a target: a real process of the browser shell, and the two ways of sending it exactly what one
// wants, curl and a bare socket. Owns the process and its folders; judges nothing.
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { spawnProgram } from '#test/faults/till-process.ts';
import { plantScreen } from '#test/support/loopback.ts';

/** Without it nothing here can be tried. */
export const hasCurl = spawnSync('curl', ['--version']).status === 0;

export interface Answered {
  /** 0 when the connection was closed without an answer. */
  status: number;
  /** Names in lower case; what came more than once stands on lines of its own. */
  headers: Map<string, string>;
  body: string;
}

const CURL_SECONDS = 8;

/** The first answer in the bytes of a connection. */
export function readAnswer(text: string): Answered {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    const before = headers.get(name);
    const value = line.slice(line.indexOf(':') + 1).trim();
    headers.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  return {
    status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1] ?? 0),
    headers,
    body: rest.join('\r\n\r\n'),
  };
}

export class Target {
  readonly port: number;
  /** The one-time code of this launch. */
  readonly code: string;
  readonly #child: ReturnType<typeof spawnProgram>;
  readonly #folders: string[];

  private constructor(address: URL, child: ReturnType<typeof spawnProgram>, folders: string[]) {
    this.port = Number(address.port);
    this.code = address.hash.slice(1);
    this.#child = child;
    this.#folders = folders;
  }

  /** Starts the program on an empty folder, with a screen of a few files. A port of 0 picks a free one. */
  static async start(port = 0): Promise<Target> {
    const data = await mkdtemp(join(tmpdir(), 'counterfoil-target-'));
    const screen = await plantScreen();
    const folders = [data, join(screen, '..')];
    const shell = ['--shell', 'browser', '--port', String(port), '--data', data, '--static', screen];
    const child = spawnProgram(shell);
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    for await (const line of createInterface({ input: child.stdout })) {
      const said = JSON.parse(line) as { ready: boolean; address?: string };
      if (said.ready && said.address !== undefined) return new Target(new URL(said.address), child, folders);
    }
    throw new Error(`the till did not start: ${complaint}`);
  }

  get own(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What curl gets for a path, with these arguments; nothing of the path is tidied up. */
  curl(path: string, ...args: string[]): Promise<Answered> {
    const fixed = ['-s', '-i', '--path-as-is', '--http1.1', '-m', String(CURL_SECONDS), '--noproxy', '*'];
    return new Promise((resolve) => {
      const url = path.startsWith('http') ? path : `${this.own}${path}`;
      execFile('curl', [...fixed, ...args, url], { encoding: 'latin1' }, (_error, stdout) => {
        resolve(readAnswer(stdout.replace(/^HTTP\/1\.1 100 [^\r]*\r\n\r\n/, '')));
      });
    });
  }

  /** curl as a page that exchanges its code. */
  enter(code = this.code): Promise<Answered> {
    const body = JSON.stringify({ code });
    return this.curl(
      '/enter',
      '-H',
      'content-type: application/json',
      '-H',
      `origin: ${this.own}`,
      '-d',
      body,
    );
  }

  /** curl as a page that opens the socket; 101 is an open door. */
  upgrade(headers: readonly string[], path = '/till'): Promise<Answered> {
    const asked = [
      'connection: Upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    ];
    // An open door stays open: a second is enough to see it.
    return this.curl(path, '-m', '2', ...asked.flatMap((header) => ['-H', header]));
  }

  dial(): Socket {
    const socket = connect(this.port, '127.0.0.1');
    // Being thrown out is what is being tried.
    socket.on('error', () => undefined);
    return socket;
  }

  /** Sends bytes as they are and reads until the till closes the connection, or for so long. */
  async raw(bytes: string, forMs = 1500): Promise<string> {
    const socket = this.dial();
    let text = '';
    socket.setEncoding('latin1').on('data', (part: string) => (text += part));
    const closed = once(socket, 'close');
    socket.write(bytes, 'latin1');
    const timer = setTimeout(() => socket.destroy(), forMs);
    await closed;
    clearTimeout(timer);
    return text;
  }

  /** Where this process listens, as the kernel's own tables say: address and port in hexadecimal. */
  async listening(): Promise<string[]> {
    const { stdout } = spawnSync('ls', ['-l', `/proc/${this.pid}/fd`], { encoding: 'utf8' });
    const inodes = new Set([...stdout.matchAll(/socket:\[(\d+)\]/g)].map(([, inode]) => inode));
    const tables = await Promise.all(
      ['tcp', 'tcp6', 'udp', 'udp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')),
    );
    return (
      tables
        .flatMap((table) => table.split('\n').slice(1, -1))
        .map((line) => line.trim().split(/\s+/))
        // 0A is LISTEN, 07 an open UDP socket.
        .filter((cells) => inodes.has(cells[9] ?? '') && ['0A', '07'].includes(cells[3] ?? ''))
        .map((cells) => cells[1] ?? '')
    );
  }

  async close(): Promise<void> {
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGTERM');
    const impatient = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
    await closed;
    clearTimeout(impatient);
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true });
  }
}

export const cookieIn = ({ headers }: Answered): string =>
  (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
