// What other people's packages send, on our virtual printer: it was written from the manuals, not from our encoder, so it
// reads them too, and shows what is wrong with them as paper would.
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { SimulatedPrinter, type PrinterEvent } from '#hardware/simulated/printer.ts';

const load = createRequire(import.meta.url);
interface Receiptline {
  transform(document: string, printer: { cpl: number; encoding: string; command: string }): string;
}
interface Thermal {
  alignCenter(): void;
  alignLeft(): void;
  println(text: string): void;
  leftRight(left: string, right: string): void;
  printQR(data: string, settings: { cellSize: number }): void;
  code128(data: string): void;
  openCashDrawer(): void;
  cut(): void;
  getBuffer(): Buffer;
}

function printOn(bytes: Uint8Array): { events: PrinterEvent[]; lines: string[] } {
  const events: PrinterEvent[] = [];
  const line = { onBytes: (take: (bytes: Uint8Array) => void) => (take(bytes), () => undefined), send() {} };
  const printer = new SimulatedPrinter(line, 48, (event) => events.push(event));
  printer.endOfLine();
  const lines = events.flatMap((event) =>
    event.kind === 'receipt' ? event.lines.map(({ text }) => text) : [],
  );
  return { events, lines };
}

test.for(['generic', 'escpos'])('receiptline, as %s', (command) => {
  const receiptline = load('receiptline') as Receiptline;
  const rows = ['街角 Shop', '', '|牛奶 Milk | ￥12.50|', '', '{code:7310123; option:qrcode,4,m}', ''];
  const bytes = receiptline.transform(rows.join('\n'), { cpl: 48, encoding: 'gb18030', command });
  const { events, lines } = printOn(Buffer.from(bytes, 'latin1'));
  expect(events.map(({ kind }) => kind)).toEqual(['receipt']);
  expect(lines[0]?.trim()).toBe('街角 Shop');
  expect(lines).toContainEqual(expect.stringMatching(/^牛奶 Milk +￥12\.50$/));
  expect(lines.at(-1)).toBe('[picture]');
});

test('node-thermal-printer, and its drawer command that swallows what comes next', () => {
  const { ThermalPrinter, PrinterTypes, CharacterSet } = load('node-thermal-printer') as {
    ThermalPrinter: new (settings: Record<string, unknown>) => Thermal;
    PrinterTypes: Record<string, string>;
    CharacterSet: Record<string, string>;
  };
  const printer = new ThermalPrinter({
    type: PrinterTypes['EPSON'],
    interface: 'tcp://127.0.0.1:1',
    characterSet: CharacterSet['PC858_EURO'],
    width: 48,
  });
  printer.alignCenter();
  printer.println('Shop');
  printer.alignLeft();
  printer.leftRight('Käse', '€12.50');
  printer.printQR('7310123', { cellSize: 4 });
  printer.code128('R1-000042');
  printer.openCashDrawer();
  printer.cut();
  const { events, lines } = printOn(printer.getBuffer());
  expect(lines).toEqual([
    '                      Shop',
    `Käse${' '.repeat(38)}€12.50`,
    '[QR] 7310123',
    '[BARCODE] R1-000042',
  ]);
  // Three bytes for each pin: the first pulse takes the second one's beginning for its times.
  expect(events.filter(({ kind }) => kind !== 'receipt')).toEqual([
    { kind: 'pulse', pin: 2, onMs: 0x1b * 2, offMs: 0x70 * 2 },
    { kind: 'unknown', bytes: [0x01] },
  ]);
});
