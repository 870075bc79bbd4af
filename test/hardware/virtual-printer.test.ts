// The virtual printer beyond what the till sends: every question, pages, bars and pictures written by hand from the manuals,
// what it does with too much and too little, and the program that anybody can print on.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SimulatedPrinter, type PrinterEvent, type PrinterMake } from '#hardware/simulated/printer.ts';
import { drawPaper } from '#hardware/simulated/svg.ts';
import { watchRealTime } from '#hardware/simulated/real-time.ts';
import { newFolder } from '#test/support/books.ts';
import { hasSocat } from './cable.ts';
import { hex, until } from './counter.ts';

const CUT = [0x1d, 0x56, 0x42, 0x00];

function plugIn(make: Partial<PrinterMake> = {}) {
  const [events, sent, papers]: [PrinterEvent[], number[], string[]] = [[], [], []];
  let feed = (_bytes: Uint8Array): void => undefined;
  const line = {
    onBytes(callback: (bytes: Uint8Array) => void) {
      feed = callback;
      return () => undefined;
    },
    send: (bytes: Uint8Array) => void sent.push(...bytes),
  };
  const onPaper: PrinterMake['onPaper'] = (paper) => papers.push(drawPaper(paper));
  const printer = new SimulatedPrinter(line, { columns: 48, onPaper, ...make }, (event) =>
    events.push(event),
  );
  const receive = (...parts: (string | number[])[]) => {
    for (const part of parts) feed(Buffer.from(part as string));
  };
  const lines = () =>
    events.flatMap((event) => (event.kind === 'receipt' ? event.lines.map(({ text }) => text) : []));
  const answers = () => hex(Uint8Array.from(sent.splice(0)));
  return { printer, events, papers, receive, lines, answers, kinds: () => events.map(({ kind }) => kind) };
}

test('it answers with a job’s number when everything before that was printed', () => {
  const { printer, receive, answers } = plugIn();
  receive('x\n', [0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30], '0042');
  expect(answers()).toBe(`3722${Buffer.from('0042').toString('hex')}00`);
  printer.setPaper('out');
  receive([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30], '0043');
  expect(answers()).toBe('');
  printer.setPaper('ok');
  expect(answers()).toContain(Buffer.from('0043').toString('hex'));
});

test('it says who it is, and how its paper and drawer are', () => {
  const { printer, receive, answers } = plugIn();
  receive([0x1d, 0x49, 67]);
  expect(Buffer.from(answers(), 'hex').toString('latin1')).toBe('_VIRTUAL PRINTER\0');
  printer.setPaper('low');
  receive([0x1d, 0x72, 1], [0x1b, 0x70, 0, 25, 250], [0x1d, 0x72, 2]);
  expect(answers()).toBe('0301');
});

test('a page prints its letters, and none does before one is chosen', () => {
  const { receive, lines, kinds, events } = plugIn();
  receive(
    [0x80],
    [0x1b, 0x74, 19],
    [0xd5, 0x81],
    [0x1b, 0x74, 17],
    [0x8f, 0xe0],
    '\n',
    [0x1b, 0x74, 99],
    CUT,
  );
  expect(lines()).toEqual(['€üПр']);
  expect(kinds()).toEqual(['unknown', 'unknown', 'receipt']);
  expect(events[1]).toEqual({ kind: 'unknown', bytes: [0x1b, 0x74, 99] });
});

test('tabs, underline, white on black, spacing and other sizes leave their marks', () => {
  const { receive, lines, papers } = plugIn();
  receive(
    'a\tb\r\n',
    [0x1b, 0x2d, 1],
    'u\n',
    [0x1b, 0x2d, 0],
    [0x1d, 0x42, 1],
    'w\n',
    [0x1b, 0x21, 0x30],
    '2\n',
  );
  receive([0x1b, 0x4a, 100], CUT);
  expect(lines()).toEqual(['a       b', 'u', 'w', '2']);
  const [paper = ''] = papers;
  expect(paper).toMatch(/<rect x="0" width="12" y="\d+" height="2"\/>/);
  expect(paper).toMatch(/<rect x="0" width="12" y="\d+" height="24"\/>.*fill="#fff">w</);
  expect(paper).toContain('scale(2 2)');
  expect(paper).toContain(`height="${30 * 3 + 48 + 100 + 64}"`);
});

test('hanzi take two cells; what XML would read is written for it', () => {
  const { receive, papers } = plugIn();
  receive([0x1c, 0x26, 0xc5, 0xa3], '<&\n', CUT);
  expect(papers[0]).toContain('x="0 24 36" y="-5">牛&lt;&amp;</text>');
});

test('bars with a wrong check digit are none, and old commands end with NUL', () => {
  const { receive, lines, kinds } = plugIn();
  receive(
    [0x1d, 0x6b, 67, 13],
    '6901234567893',
    [0x1d, 0x6b, 2],
    '690123456789',
    [0],
    [0x1d, 0x6b, 68, 7],
    '7351353',
  );
  receive(CUT);
  expect(kinds()).toEqual(['unknown', 'receipt']);
  expect(lines()).toEqual(['[BARCODE] 6901234567892', '[BARCODE] 73513537']);
});

test('a stored picture is printed once', () => {
  const { receive, lines, kinds } = plugIn();
  const store = [0x1d, 0x28, 0x4c, 0x0b, 0x00, 48, 112, 48, 1, 1, 49, 8, 0, 1, 0, 0xff];
  const print = [0x1d, 0x28, 0x4c, 0x02, 0x00, 48, 50];
  receive(store, print, print, CUT);
  expect(lines()).toEqual(['[picture]']);
  expect(kinds()).toEqual(['unknown', 'receipt']);
});

test('a command of which half is missing is told when the line ends', () => {
  const { printer, receive, events } = plugIn();
  receive('whole\n', [0x1d, 0x76, 0x30, 0x00, 0x02, 0x00, 0x10, 0x00], 'short');
  printer.endOfLine();
  expect(events).toEqual([{ kind: 'truncated', bytes: expect.arrayContaining([0x1d, 0x76]) as number[] }]);
});

test('a full buffer loses what comes, and says how much', () => {
  const { printer, receive, events, lines } = plugIn({ bufferBytes: 10 });
  printer.setPaper('out');
  receive('0123456789abcdef');
  expect(events).toEqual([{ kind: 'lost', count: 6 }]);
  expect(printer.waitingBytes).toBe(10);
  printer.setPaper('ok');
  receive('\n', CUT);
  expect(lines()).toEqual(['0123456789']);
});

test('power that goes takes the buffer and every mode with it', () => {
  const { printer, receive, lines, kinds } = plugIn();
  receive([0x1b, 0x74, 19], [0x1b, 0x61, 1]);
  printer.setCoverOpen(true);
  receive('never\n');
  printer.cutPower();
  printer.setCoverOpen(false);
  receive([0x80], 'x\n', CUT);
  expect(lines()).toEqual(['x']);
  expect(kinds()).toEqual(['unknown', 'receipt']);
});

test('without a cutter five blank lines end a paper, and a cut is unknown', () => {
  const { receive, lines, kinds } = plugIn({ hasCutter: false });
  receive('a\n', [0x1b, 0x64, 5], 'b\n', CUT);
  expect(lines()).toEqual(['a']);
  expect(kinds()).toEqual(['receipt', 'unknown']);
});

test('real-time commands are found wherever they stand, also right behind half of one', () => {
  const watch = watchRealTime();
  const found = [0x10, 0x10, 0x04, 0x01, 0x10, 0x14, 0x01, 0x01, 0x02, 0x10, 0x05, 0x02, 0x10, 0x04, 0x09]
    .map((byte) => watch(byte))
    .filter((command) => command !== null);
  expect(found).toEqual([{ kind: 'question', n: 1 }, { kind: 'pulse', pin: 5, times: 2 }, { kind: 'clear' }]);
});

/** The program itself, and what it has said so far. */
function start(...args: string[]) {
  const script = join(import.meta.dirname, '../../hardware/simulated/main.ts');
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (words: string) => {
    said += words;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, said: () => said, ended };
}

test('npm run virtual-printer: a network printer that answers and draws', async () => {
  const folder = newFolder();
  const { child, said, ended } = start('--tcp', '0', '--columns', '32', '--out', folder);
  await until(() => said().includes('Ctrl+C'));
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(said())?.[1]);
  const socket = connect(port, '127.0.0.1');
  const heard: Buffer[] = [];
  socket.on('data', (bytes) => heard.push(bytes));
  socket.write(Buffer.concat([Buffer.from([0x10, 4, 1]), Buffer.from('HELLO\n'), Buffer.from(CUT)]));
  await until(() => readdirSync(folder).length === 1);
  expect(Buffer.concat(heard).toString('hex')).toBe('12');
  expect(readFileSync(join(folder, '000001.svg'), 'utf8')).toContain('HELLO');
  child.stdin.write('p\n');
  await until(() => said().includes('paper out'));
  socket.write(Buffer.from([0x10, 4, 4, 0x1d]));
  await until(() => Buffer.concat(heard).toString('hex') === '127e');
  socket.end();
  child.stdin.write('q\n');
  expect(await ended).toBe(0);
});

test('npm run virtual-printer: a serial port', async (ctx) => {
  if (!hasSocat) ctx.skip('socat is not installed');
  const path = join(newFolder(), 'printer');
  const { child, said, ended } = start('--pty', path);
  await until(() => said().includes('Ctrl+C') && existsSync(path));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(existsSync(path)).toBe(false);
});

test('npm run virtual-printer: wrong words are answered with the right ones', async () => {
  const { said, ended } = start('--tcp', 'ninety');
  expect(await ended).toBe(2);
  expect(said()).toContain('--tcp PORT');
});
