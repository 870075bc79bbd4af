// The same receipt in the hands of the packages that print from Node. Owns how each is asked; it judges none of them.
import { createRequire } from 'node:module';
import { Printer, type Adapter } from 'escpos';
import type { ReceiptText } from './receipt.ts';

const load = createRequire(import.meta.url);

/** Their own types ask for more than is used here, or there are none. */
interface Receiptline {
  transform(document: string, printer: { cpl: number; encoding: string; command: string }): string;
}
interface ThermalPrinter {
  alignCenter(): void;
  alignLeft(): void;
  bold(isBold: boolean): void;
  println(text: string): void;
  leftRight(left: string, right: string): void;
  drawLine(): void;
  printQR(data: string, settings: { cellSize: number; correction: string; model: number }): void;
  cut(): void;
  getBuffer(): Buffer;
}
interface ThermalPackage {
  ThermalPrinter: new (settings: Record<string, unknown>) => ThermalPrinter;
  PrinterTypes: Record<string, string>;
  CharacterSet: Record<string, string>;
}

export interface Peer {
  readonly name: string;
  /** The bytes of the receipt, or their number where it does not hand them out. */
  encode(receipt: ReceiptText): number;
}

const versionOf = (name: string): string => (load(`${name}/package.json`) as { version: string }).version;

/** Columns of a text where every hanzi and full-width sign takes two; `escpos` has no layout that knows. */
const columnsOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign > '\u00ff' ? 2 : 1), 0);
const between = (left: string, right: string): string =>
  left + ' '.repeat(Math.max(1, 48 - columnsOf(left) - columnsOf(right))) + right;

function byEscpos(receipt: ReceiptText): number {
  let bytes = 0;
  const adapter: Adapter = {
    open: () => adapter,
    write(data) {
      bytes += data.length;
      return adapter;
    },
  };
  const printer = new Printer(adapter, { encoding: 'GB18030' });
  printer.hardware('init').align('CT').text(receipt.head).align('LT');
  for (const { left, right } of receipt.lines) printer.text(right === '' ? left : between(left, right));
  printer.align('CT');
  printer.qrcode(receipt.code, 6, 'M', 6);
  printer.cut();
  printer.flush();
  return bytes;
}

function byReceiptline(receiptline: Receiptline, receipt: ReceiptText): number {
  const rows = receipt.lines.map(({ left, right }) => (right === '' ? `|${left}` : `|${left} | ${right}|`));
  const text = [receipt.head, '', ...rows, '', `{code:${receipt.code}; option:qrcode,6,m}`, '{c:}'].join(
    '\n',
  );
  return receiptline.transform(text, { cpl: 48, encoding: 'gb18030', command: 'escpos' }).length;
}

function byThermalPrinter(thermal: ThermalPackage, receipt: ReceiptText): number {
  const printer = new thermal.ThermalPrinter({
    type: thermal.PrinterTypes['EPSON'],
    interface: 'tcp://127.0.0.1:1',
    characterSet: thermal.CharacterSet['CHINA'],
    width: 48,
  });
  printer.alignCenter();
  printer.bold(true);
  printer.println(receipt.head);
  printer.bold(false);
  printer.alignLeft();
  for (const { left, right } of receipt.lines) {
    if (right === '') printer.println(left);
    else printer.leftRight(left, right);
  }
  printer.printQR(receipt.code, { cellSize: 6, correction: 'M', model: 2 });
  printer.cut();
  return printer.getBuffer().length;
}

/** Every peer that is installed, with its exact version. */
export function findPeers(): Peer[] {
  const receiptline = load('receiptline') as Receiptline;
  const thermal = load('node-thermal-printer') as ThermalPackage;
  return [
    { name: `escpos ${versionOf('escpos')}`, encode: byEscpos },
    {
      name: `receiptline ${versionOf('receiptline')}`,
      encode: (receipt) => byReceiptline(receiptline, receipt),
    },
    {
      name: `node-thermal-printer ${versionOf('node-thermal-printer')}`,
      encode: (receipt) => byThermalPrinter(thermal, receipt),
    },
  ];
}
