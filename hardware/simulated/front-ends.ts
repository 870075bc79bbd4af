// The ways into a virtual printer: a TCP port and a pseudo terminal. Each connection is a line; the printer and its paper
// stay the same from one to the next, as a real one's do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { HardwareError } from '#hardware/errors.ts';
import type { PrinterLine } from './printer.ts';

export interface FrontEnd {
  readonly line: PrinterLine;
  /** The port that was taken, or the path of the terminal. */
  readonly place: string;
  /** Calls back whenever the other side hangs up. */
  onHangUp(callback: () => void): void;
  close(): Promise<void>;
}

/** What a line is made of, whichever way it comes in. */
function makeEnds() {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const hangUps = new Set<() => void>();
  let say = (_bytes: Uint8Array): void => undefined;
  return {
    line: {
      onBytes(callback) {
        listeners.add(callback);
        return () => void listeners.delete(callback);
      },
      send: (bytes) => say(bytes),
    } satisfies PrinterLine,
    hear: (bytes: Uint8Array) => {
      for (const listener of listeners) listener(bytes);
    },
    hangUp: () => {
      for (const callback of hangUps) callback();
    },
    onHangUp: (callback: () => void) => void hangUps.add(callback),
    sayBy: (how: (bytes: Uint8Array) => void) => {
      say = how;
    },
  };
}

/** One customer at a time, as most printers have it: a second one waits until the first has gone. Port 0 takes any. */
export async function listenOnTcp(port: number, host = '127.0.0.1'): Promise<FrontEnd> {
  const ends = makeEnds();
  const waiting: Socket[] = [];
  let current: Socket | null = null;
  const serve = (socket: Socket): void => {
    current = socket;
    socket.on('data', ends.hear);
    socket.resume();
    socket.once('close', () => {
      current = null;
      ends.hangUp();
      const next = waiting.shift();
      if (next !== undefined) serve(next);
    });
  };
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    // A reset from the other side is a hang-up like any other.
    socket.on('error', () => undefined);
    if (current === null) serve(socket);
    else waiting.push(socket);
  });
  ends.sayBy((bytes) => void current?.write(bytes));
  server.listen(port, host);
  await once(server, 'listening');
  return {
    line: ends.line,
    place: String((server.address() as AddressInfo).port),
    onHangUp: ends.onHangUp,
    async close() {
      for (const socket of [current, ...waiting.splice(0)]) socket?.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** How long socat may take to make a terminal, in milliseconds. */
const SOCAT_PATIENCE_MS = 5_000;

/** A pseudo terminal at `path`, made by `socat`. Rejects with a HardwareError where it is not installed. */
export async function openTerminal(path: string): Promise<FrontEnd> {
  const ends = makeEnds();
  // With `wait-slave` it would hear of hang-ups, but nobody could look whether the port is there before opening it.
  const socat = spawn('socat', ['-d', '-d', '-', `pty,raw,echo=0,link=${path}`], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { promise: isReady, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(
    () => reject(new HardwareError('timeout', 'socat makes no terminal')),
    SOCAT_PATIENCE_MS,
  );
  socat.once('error', (cause) => reject(new HardwareError('driverMissing', 'socat is not installed', cause)));
  socat.once('exit', (code) => {
    reject(new HardwareError('failed', `socat has ended with ${code}`));
    ends.hangUp();
  });
  socat.stderr.on('data', (words: Buffer) => {
    if (words.includes('starting data transfer')) resolve();
  });
  socat.stdin.on('error', () => undefined);
  socat.stdout.on('data', ends.hear);
  ends.sayBy((bytes) => void socat.stdin.write(bytes));
  try {
    await isReady;
  } finally {
    clearTimeout(timer);
  }
  return {
    line: ends.line,
    place: path,
    onHangUp: ends.onHangUp,
    async close() {
      if (socat.exitCode !== null || socat.signalCode !== null) return;
      const ended = once(socat, 'exit');
      socat.kill();
      await ended;
      // Where it was killed before it could tidy up.
      await rm(path, { force: true });
    },
  };
}
