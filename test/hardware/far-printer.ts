// A simulated printer at the far end of a real connection: TCP at a free port. It counts who comes and who stays.
import { createServer, type Socket } from 'node:net';
import { SimulatedPrinter, type PrinterEvent } from '#hardware/simulated/printer.ts';

export interface FarPrinter {
  readonly port: number;
  readonly printer: SimulatedPrinter;
  readonly events: PrinterEvent[];
  /** The papers that were cut, as text. */
  papers(): string[];
  pulses(): number;
  connections(): { now: number; ever: number };
  /** How many bytes came in all. */
  bytes(): number;
  /** Reads no further than this byte: what comes after waits in the network. */
  holdAt(byte: number): void;
  /** Answers no question, as a printer without a way back. */
  mute(): void;
  /** Answers all but the question that proves a print. */
  muteProof(): void;
  /** Ends every connection, as a cable that is pulled. */
  drop(): void;
  close(): Promise<void>;
}

/** `port` 0 takes a free one; another one is where the printer was before it was switched off. */
export async function openFarPrinter(columns = 48, port = 0): Promise<FarPrinter> {
  const sockets = new Set<Socket>();
  const events: PrinterEvent[] = [];
  let [ever, bytes, limit] = [0, 0, Number.POSITIVE_INFINITY];
  let isMute = false;
  let hidesProof = false;
  let take: (piece: Uint8Array) => void = () => undefined;
  const printer = new SimulatedPrinter(
    {
      onBytes(callback) {
        take = callback;
        return () => undefined;
      },
      send(answer) {
        // Answers to DLE EOT carry these bits; the other is the proof.
        const isProof = ((answer[0] ?? 0) & 0x93) !== 0x12;
        if (!isMute && !(hidesProof && isProof)) for (const socket of sockets) socket.write(answer);
      },
    },
    columns,
    (event) => events.push(event),
  );
  const server = createServer((socket) => {
    sockets.add(socket);
    ever += 1;
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.on('data', (piece) => {
      const read = piece.subarray(0, Math.max(0, limit - bytes));
      bytes += read.length;
      take(read);
      if (bytes >= limit) socket.pause();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as { port: number }).port,
    printer,
    events,
    papers: () =>
      events.flatMap((event) =>
        event.kind === 'receipt' ? [event.lines.map(({ text }) => text).join('\n')] : [],
      ),
    pulses: () => events.filter((event) => event.kind === 'pulse').length,
    connections: () => ({ now: sockets.size, ever }),
    bytes: () => bytes,
    holdAt(byte) {
      limit = byte;
    },
    mute() {
      isMute = true;
    },
    muteProof() {
      hidesProof = true;
    },
    drop() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      for (const socket of sockets) socket.resetAndDestroy();
      await closed;
    },
  };
}
