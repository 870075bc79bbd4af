// The names by which a shop says what printer it has: its kind, its characters, and how it prints codes. Owns the names;
// what they stand for is the devices' business.
import * as z from 'zod/mini';

export const profileNames = [
  'generic-80',
  'generic-80-42',
  'generic-80-western',
  'generic-80-no-cutter',
  'generic-58',
  'epson-tm-t20',
  'epson-tm-t88',
  'impact-76',
] as const;
export type ProfileName = (typeof profileNames)[number];

/** `gb18030` is sent as its codes of one and two bytes; `gb2312` is for old printers whose font ends there. */
export const charsetNames = [
  'gb18030',
  'gb2312',
  'cp437',
  'cp850',
  'cp852',
  'cp858',
  'cp860',
  'cp863',
  'cp865',
  'cp866',
  'cp1250',
  'cp1251',
  'cp1252',
  'cp1253',
  'cp1254',
  'cp1257',
  'iso8859-15',
] as const;
export type CharsetName = (typeof charsetNames)[number];

/** `none` is for printers that print neither; `raster` for those that know no command for it, as dots. */
export const codeWay = z.enum(['native', 'raster', 'none']);
export type CodeWay = z.infer<typeof codeWay>;

/** Which printer it is, `generic-80` where nothing is said; what stands below is said where it differs from that. */
export const printerChoice = {
  profile: z.optional(z.enum(profileNames)),
  /** Characters of normal size in a line. */
  columns: z.optional(z.int().check(z.gte(16), z.lte(80))),
  cutter: z.optional(z.enum(['partial', 'none'])),
  /** `raster` for a printer that knows no QR code or reads only short ones. */
  qr: z.optional(codeWay),
  barcode: z.optional(codeWay),
  charset: z.optional(z.enum(charsetNames)),
  /** The n of its own list of pages, for `ESC t n`. */
  pageNumber: z.optional(z.int().check(z.gte(0), z.lte(255))),
  /** A PNG file that receipts begin with; in config.json below the data folder. */
  logo: z.optional(z.string().check(z.minLength(1), z.maxLength(400))),
};
const choice = z.strictObject(printerChoice);
export type PrinterChoice = z.infer<typeof choice>;
