// What is known of receipt printers, as data: paper, cutter, codes, characters, drawer and what they answer. It sends
// nothing; a printer that is not listed is one of the generic ones.
import type { CharsetName, CodeWay, ProfileName } from '#contract/printer-profile.ts';

export interface PrinterProfile {
  /** As the shop reads it on the device. */
  readonly model: string;
  /** Characters of normal size in a line. */
  readonly columns: number;
  /** Dots that the head prints across the paper, 8 to the millimetre on thermal paper. */
  readonly dots: number;
  /** Without a cutter the paper is fed past the edge that it is torn off at. */
  readonly cutter: 'partial' | 'none';
  readonly qr: CodeWay;
  readonly barcode: CodeWay;
  readonly charset: CharsetName;
  /** Its own number of the code page, for `ESC t`; null where it follows Epson's list. */
  readonly pageNumber: number | null;
  /** Knows `FS &` and `FS .`; a printer that does not may print the second byte. */
  readonly hasTwoByteMode: boolean;
  /** The pin of its socket that opens the drawer. */
  readonly drawerPin: 2 | 5;
  readonly answers: PrinterAnswers;
}

export interface PrinterAnswers {
  /** DLE EOT: how it is, at any moment. Without it nothing is asked. */
  readonly status: boolean;
  /** What shows that a paper was printed: GS r, or the number of the job by GS ( H. */
  readonly proof: 'gsr' | 'processId' | 'none';
  /** GS a: says by itself when its cover opens or its paper ends. */
  readonly automatic: boolean;
}

const usual = {
  cutter: 'partial',
  qr: 'native',
  barcode: 'native',
  charset: 'gb18030',
  pageNumber: null,
  hasTwoByteMode: true,
  drawerPin: 2,
  answers: { status: true, proof: 'gsr', automatic: false },
} as const;

/** Sold in Europe and America: no two-byte characters. */
const western = { ...usual, charset: 'cp858', hasTwoByteMode: false } as const;
const epson = { ...western, answers: { status: true, proof: 'gsr', automatic: true } } as const;
const wide = { columns: 48, dots: 576 } as const;

export const PROFILES: Readonly<Record<ProfileName, PrinterProfile>> = {
  'generic-80': { ...usual, ...wide, model: '80 mm printer' },
  'generic-80-42': { ...usual, model: '80 mm printer, 42 columns', columns: 42, dots: 512 },
  'generic-80-western': { ...western, ...wide, model: '80 mm printer, western' },
  'generic-80-no-cutter': { ...usual, ...wide, model: '80 mm printer without a cutter', cutter: 'none' },
  /** Small printers have no cutter, and most of them read only short codes (`hardware.md` 5.2). */
  'generic-58': {
    ...usual,
    model: '58 mm printer',
    columns: 32,
    dots: 384,
    cutter: 'none',
    qr: 'raster',
    barcode: 'raster',
  },
  'epson-tm-t20': {
    ...epson,
    ...wide,
    model: 'Epson TM-T20',
    answers: { ...epson.answers, proof: 'processId' },
  },
  /** 180 dots to the inch: 512 of them, 42 columns. */
  'epson-tm-t88': { ...epson, model: 'Epson TM-T88', columns: 42, dots: 512 },
  /** Needles and a ribbon, as kitchens and invoices on several sheets have: letters only. */
  'impact-76': {
    ...usual,
    model: '76 mm impact printer',
    columns: 33,
    dots: 400,
    qr: 'none',
    barcode: 'none',
    charset: 'gb2312',
  },
};

/** What a shop says of its printer where it differs from the profile. */
export type ProfileChanges = {
  readonly [K in (typeof CHANGES)[number]]?: PrinterProfile[K] | undefined;
};

/** Dots of a character of normal size. */
const COLUMN_DOTS = 12;

const CHANGES = ['columns', 'cutter', 'qr', 'barcode', 'charset', 'pageNumber', 'drawerPin'] as const;

/** A profile with a shop's own changes; columns of its own have the dots that they need. Undefined changes nothing. */
export function changeProfile(profile: PrinterProfile, changes: ProfileChanges): PrinterProfile {
  const said = CHANGES.filter((name) => changes[name] !== undefined).map((name) => [name, changes[name]]);
  const changed: PrinterProfile = { ...profile, ...Object.fromEntries(said) };
  const isSame = changed.columns === profile.columns;
  return { ...changed, dots: isSame ? profile.dots : changed.columns * COLUMN_DOTS };
}
