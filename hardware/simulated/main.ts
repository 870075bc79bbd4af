// `npm run virtual-printer`: a receipt printer made of code for any program to print on. Owns the command line, what is said
// of each event, and the files that papers become; the printer is beside it.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { listenOnTcp, openTerminal, type FrontEnd } from './front-ends.ts';
import type { CutPaper } from './page.ts';
import { SimulatedPrinter, type PrinterEvent } from './printer.ts';
import { drawPaper } from './svg.ts';

const usage = `npm run virtual-printer -- --tcp 9100 | --pty PATH [--columns 48] [--out DIR]

  --tcp PORT      listens on 127.0.0.1, as a network printer does
  --host HOST     listens there instead; 0.0.0.0 lets the whole network print
  --pty PATH      makes a serial port at PATH (needs socat)
  --columns N     characters in a line: 48 and 42 are 80 mm paper, 32 is 58 mm
  --no-cutter     a printer without a cutter: five blank lines end a paper
  --out DIR       each paper as a picture in DIR: 000001.svg and so on

While it runs, keys and Enter: p paper out or in, l paper low, c cover open or shut, d shuts the drawer, o power off
and on, q ends it.
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const hex = (bytes: readonly number[]): string => Buffer.from(bytes.slice(0, 24)).toString('hex');

function tell(event: PrinterEvent): void {
  switch (event.kind) {
    case 'receipt':
      say(event.lines.map(({ text }) => `  | ${text}`).join('\n'));
      return say('  ' + '-'.repeat(20) + ' cut');
    case 'pulse':
      return say(`drawer: pin ${event.pin}, ${event.onMs} ms on, ${event.offMs} ms off`);
    case 'overflow':
      return say(`OVERFLOW: ${event.text}`);
    case 'lost':
      return say(`LOST: ${event.count} bytes came while the buffer was full`);
    case 'unknown':
    case 'truncated':
      return say(`${event.kind.toUpperCase()}: ${hex(event.bytes)}`);
  }
}

function makeWriter(folder: string | undefined): (paper: CutPaper) => void {
  if (folder === undefined) return () => undefined;
  mkdirSync(folder, { recursive: true });
  let number = 0;
  return (paper) => {
    let file: string;
    do {
      number += 1;
      file = join(folder, `${String(number).padStart(6, '0')}.svg`);
    } while (existsSync(file));
    writeFileSync(file, drawPaper(paper));
    say(`paper: ${file}`);
  };
}

/** What a hand does to a printer. Answers false when it is to end. */
function press(printer: SimulatedPrinter, key: string): boolean {
  if (key === 'p') printer.setPaper(printer.paper === 'out' ? 'ok' : 'out');
  else if (key === 'l') printer.setPaper('low');
  else if (key === 'c') printer.setCoverOpen(!printer.isCoverOpen);
  else if (key === 'd') printer.shutDrawer();
  else if (key === 'o') printer.cutPower();
  if (key !== 'q') say(`paper ${printer.paper}, cover ${printer.isCoverOpen ? 'open' : 'shut'}`);
  return key !== 'q';
}

async function openFrontEnd(
  tcp: string | undefined,
  pty: string | undefined,
  host: string,
): Promise<FrontEnd> {
  if (pty !== undefined) return openTerminal(pty);
  return listenOnTcp(Number(tcp), host);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      tcp: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      pty: { type: 'string' },
      columns: { type: 'string', default: '48' },
      cutter: { type: 'boolean', default: true },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const columns = Number(values.columns);
  const isTcp = values.tcp !== undefined && /^\d{1,5}$/.test(values.tcp) && Number(values.tcp) < 65_536;
  const isOne = isTcp !== (values.pty !== undefined);
  if (values.help || !isOne || !Number.isInteger(columns) || columns < 16 || columns > 80) {
    say(usage);
    return values.help ? 0 : 2;
  }
  const frontEnd = await openFrontEnd(values.tcp, values.pty, values.host);
  const make = { columns, hasCutter: values.cutter, bufferBytes: 65_536, onPaper: makeWriter(values.out) };
  const printer = new SimulatedPrinter(frontEnd.line, make, tell);
  frontEnd.onHangUp(() => printer.endOfLine());
  const { promise: end, resolve } = Promise.withResolvers<void>();
  process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve());
  say(
    `A printer of ${columns} columns at ${values.pty ?? `${values.host}:${frontEnd.place}`}. Ctrl+C ends it.`,
  );
  process.stdin.setEncoding('utf8').on('data', (keys: string) => {
    if ([...keys.replaceAll(/\s/g, '')].some((key) => !press(printer, key))) resolve();
  });
  await end;
  await frontEnd.close();
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
process.exit();
