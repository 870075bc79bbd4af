// A corpus of what scanners send, and what must come of it: the same codes wherever the stream is cut into pieces.
import { describe, expect, test } from 'vitest';
import { decodeScan } from '#hardware/scanner/decode.ts';
import { Framer, MAX_FRAME_BYTES, type Frame } from '#hardware/scanner/framer.ts';

/** A code as `text/end`, `text/open` where it has none, `?/end` where it is no text, or how much was dropped. */
type Came = string;

function cameOf(frame: Frame): Came {
  if (frame.kind === 'tooLong') return `dropped ${frame.length}`;
  const end = frame.kind === 'whole' ? frame.end : 'open';
  const decoded = decodeScan(frame.bytes);
  if (decoded.kind === 'garbled') return `?/${end}`;
  if (decoded.kind === 'addOn') return `add-on/${end}`;
  const kind = decoded.symbology === null ? '' : `${decoded.symbology}:`;
  return `${kind}${decoded.code}/${end}`;
}

/** Everything in these pieces; then silence. */
function feed(pieces: readonly Uint8Array[], framer = new Framer()): Came[] {
  const frames = pieces.flatMap((piece) => framer.push(piece));
  return [...frames, ...framer.idle()].map(cameOf);
}

const latin = (text: string) => Buffer.from(text, 'latin1');
const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

const LONG = Array.from({ length: 10_240 }, (_, at) => String.fromCodePoint(48 + ((at * 7) % 75))).join('');
const OVERLONG = 'x'.repeat(MAX_FRAME_BYTES + 1);

/** Each stream, byte by byte as a scanner's manual has it, and what a till must make of it. */
const corpus: [name: string, bytes: Uint8Array, came: Came[]][] = [
  ['CR', latin('6901234567892\r'), ['6901234567892/cr']],
  ['LF', latin('6901234567892\n'), ['6901234567892/lf']],
  // That line feeds follow is known once the first has.
  ['CR LF, twice', latin('6901234567892\r\n5901234123457\r\n'), ['6901234567892/cr', '5901234123457/crlf']],
  ['TAB', latin('6901234567892\t96385074\t'), ['6901234567892/tab', '96385074/tab']],
  ['STX ETX', latin('\x026901234567892\x03\x0296385074\x03'), ['6901234567892/etx', '96385074/etx']],
  ['STX ETX CR LF', latin('\x02A1\x03\r\n\x02A2\x03\r\n'), ['A1/etx', 'A2/etx']],
  ['STX, ended by CR LF', latin('\x02A1\r\n\x02A2\r\n'), ['A1/crlf', 'A2/crlf']],
  ['STX, never ended', latin('\x02A1\x02A2'), ['A1/open', 'A2/open']],
  ['two codes in one read', latin('96385074\r73513537\r'), ['96385074/cr', '73513537/cr']],
  ['the same code twice', latin('96385074\r96385074\r'), ['96385074/cr', '96385074/cr']],
  ['no end at all', latin('6901234567892'), ['6901234567892/open']],
  ['a tail behind a whole code', latin('96385074\r690123'), ['96385074/cr', '690123/open']],
  ['line ends alone', latin('\r\n\r\r\n\n\t\x03'), []],
  ['nothing', latin(''), []],
  ['NUL between and around', latin('\x006901\x002345\x0067892\x00\r\x00\n'), ['6901234567892/cr']],
  ['leading zeros stay', latin('036000291452\r00012345\r'), ['036000291452/cr', '00012345/cr']],
  ['blanks stay', latin(' AB 12 \r'), [' AB 12 /cr']],
  ['lower case and signs', latin('ab-12/%$+.\r'), ['ab-12/%$+./cr']],
  ['a line break inside of STX ETX', latin('\x02BEGIN\nEND\x03'), ['BEGIN␊END/etx']],
  ['AIM: EAN-13', latin(']E06901234567892\r'), ['ean13:6901234567892/cr']],
  ['AIM: UPC-A with its zero', latin(']E00036000291452\r'), ['ean13:0036000291452/cr']],
  ['AIM: EAN-8', latin(']E496385074\r'), ['ean8:96385074/cr']],
  ['AIM: an add-on of two digits', latin(']E3977123456789812\r'), ['ean13:9771234567898/cr']],
  [
    'AIM: an add-on by itself is no article',
    latin(']E09771234567898\r]E112\r]E212345\r'),
    ['ean13:9771234567898/cr', 'add-on/cr', 'add-on/cr'],
  ],
  ['AIM: an add-on behind the code', latin(']E09771234567898]E112\r'), ['ean13:9771234567898/cr']],
  ['AIM: Code 128', latin(']C0AB-1\r'), ['code128:AB-1/cr']],
  [
    'AIM: ITF, Code 39, PDF417',
    latin(']I015400141288763\r]A0X1\r]L0Y\r'),
    ['itf:15400141288763/cr', 'code39:X1/cr', 'pdf417:Y/cr'],
  ],
  ['AIM: a kind nobody knows', latin(']X0Z9\r'), ['other:Z9/cr']],
  ['AIM alone', latin(']E0\r'), ['?/cr']],
  [
    'GS1-128 with FNC1',
    latin(']C10109501101530003310300019510A1\x1d17261231\r'),
    ['gs1-128:(01)09501101530003(3103)000195(10)A1(17)261231/cr'],
  ],
  [
    'GS1 DataMatrix, FNC1 first',
    latin(']d2\x1d010950110153000321S\x1d305\r'),
    ['gs1DataMatrix:(01)09501101530003(21)S(30)5/cr'],
  ],
  ['GS1 DataBar', latin(']e00109501101530003\r'), ['databar:(01)09501101530003/cr']],
  ['FNC1 without AIM', latin('010950110153000310A1\x1d3705\r'), ['(01)09501101530003(10)A1(37)05/cr']],
  ['FNC1 in what is not GS1', latin('[)>\x1e06\x1dX\x1e\x04\r'), ['[)>␞06␝X␞␄/cr']],
  ['UTF-8', Buffer.from('会员码10086\r'), ['会员码10086/cr']],
  // 收据, as GBK has it: bytes that are no UTF-8.
  ['GBK', hex('CAD5 BEDD 31 0D'), ['收据1/cr']],
  // U+20087, which GB18030 alone has, in four bytes.
  ['GB18030 in four bytes', hex('9532 9031 0D'), ['\u{20087}/cr']],
  ['a broken character', hex('36 FF FF 37 0D'), ['?/cr']],
  ['noise', latin('69012\x073456\r6901234567892\r'), ['?/cr', '6901234567892/cr']],
  ['a QR code of 10 kB', latin(`${LONG}\r96385074\r`), [`${LONG}/cr`, '96385074/cr']],
  ['longer than any code', latin(`${OVERLONG}\r96385074\r`), [`dropped ${OVERLONG.length}`, '96385074/cr']],
  ['longer than any code, unended', latin(`\x02${OVERLONG}y`), [`dropped ${OVERLONG.length + 1}`]],
];

describe.each(corpus)('%s', (_, bytes, came) => {
  test('in one piece', () => expect(feed([bytes])).toEqual(came));

  test('byte by byte', () => expect(feed(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(came));

  test('cut in two anywhere', () => {
    // Each position of what is short; of what is long those around its ends, where something is decided.
    const isShort = bytes.length < 200;
    const cuts = Array.from({ length: bytes.length + 1 }, (_unused, at) => at).filter(
      (at) => isShort || at % 997 === 0 || at < 20 || bytes.length - at < 20,
    );
    const others = cuts.filter(
      (at) => JSON.stringify(feed([bytes.subarray(0, at), bytes.subarray(at)])) !== JSON.stringify(came),
    );
    expect(others).toEqual([]);
  });
});

test('the whole corpus one behind the other loses and invents nothing', () => {
  const framer = new Framer();
  const all = corpus.flatMap(([, bytes]) => feed([bytes], framer).map((one) => one.split('/')[0]));
  expect(all).toEqual(corpus.flatMap(([, , came]) => came.map((one) => one.split('/')[0])));
});

test('a tabulator is a part of the code where a shop says so', () => {
  expect(feed([latin('A\tB\r')], new Framer({ tabEnds: false }))).toEqual(['A␉B/cr']);
});

test('what was pending when the scanner went away is no part of what comes next', () => {
  const framer = new Framer();
  framer.push(latin('\x02690123'));
  expect(framer.isPending).toBe(true);
  framer.reset();
  expect(feed([latin('96385074\r')], framer)).toEqual(['96385074/cr']);
});
