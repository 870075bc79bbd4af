// The journal: hash-chained, signed rows. Owns their byte form and how one is appended; never changes one.
// Chain: hash = SHA-256("till.journal.v1\n" || prev || canonical(header) || SHA-256(body)); sig = Ed25519(hash).
import crypto from 'node:crypto';
import { canonical } from '#contract/canonical.ts';
import type { Json } from '#contract/canonical.ts';
import type { FollowedHead, JournalBody, JournalHeader, JournalKind } from '#contract/journal.ts';
import type { Signer } from './key.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

const DOMAIN = Buffer.from('till.journal.v1\n');

/** A row as it is stored: the header, the exact bytes that were hashed, and the chain. */
export interface JournalRow {
  header: JournalHeader;
  /** Canonical JSON. */
  body: Buffer;
  prev: Buffer;
  hash: Buffer;
  sig: Buffer;
  keyNo: number;
}

/** What a command gives to be journaled; the rest of the header is the journal's own business. */
export interface NewEvent<K extends JournalKind = JournalKind> {
  kind: K;
  id: string;
  body: JournalBody<K>;
  atUtc: string;
  monoMs: number;
  register: string;
  epoch: number;
  timeZone: string;
  currency: string;
  actor: string;
  approver?: string;
  refId?: string;
  appVersion: string;
  totalMinor?: number;
  receipt?: { series: string; no: number };
  /** Added to the perpetual totals; never negative. */
  adds?: { sales: number; returns: number; receipts: number };
}

/** A register has one key so far; the number is not hashed, so it must be checked. */
export const KEY_NO = 1;

/** A clock that went back by more than this is said so on the row. */
const CLOCK_TOLERANCE_MS = 120_000;

export function sha256(...parts: (string | Uint8Array)[]): Buffer {
  const hash = crypto.createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** The hash of a row, from exactly the bytes that are stored. */
export function hashRow(prev: Uint8Array, header: JournalHeader, body: Uint8Array): Buffer {
  return sha256(DOMAIN, prev, canonical(header as unknown as Json), sha256(body));
}

/** The first row's predecessor where no earlier row is known: the hash of the enrolment record itself. */
export function genesis(enrolmentBody: Uint8Array): Buffer {
  return sha256('till.genesis.v1\n', enrolmentBody);
}

/** Where a journal begins: at nothing, or at the last known row of the books that it follows. */
export interface Beginning {
  prev: Buffer;
  zNo: number;
  gtSalesMinor: number;
  gtReturnsMinor: number;
  receiptCount: number;
  head: FollowedHead | null;
}

/** The beginning that a journal's first row names. Throws where its body cannot be read. */
export function beginningOf(first: { header: { kind: string }; body: Uint8Array }): Beginning {
  const head =
    first.header.kind === 'register.enrolled'
      ? (bodyOf<'register.enrolled'>(first).follows?.head ?? null)
      : null;
  if (head === null) {
    const nothing = { zNo: 1, gtSalesMinor: 0, gtReturnsMinor: 0, receiptCount: 0 };
    return { prev: genesis(first.body), ...nothing, head };
  }
  const { hash, zNo, gtSalesMinor, gtReturnsMinor, receiptCount } = head;
  return { prev: Buffer.from(hash, 'hex'), zNo, gtSalesMinor, gtReturnsMinor, receiptCount, head };
}

interface Stored {
  seq: number;
  id: string;
  register: string;
  epoch: number;
  kind: JournalKind;
  receipt_series: string | null;
  receipt_no: number | null;
  z_no: number;
  mode: 'live' | 'training';
  at_utc: string;
  time_zone: string;
  mono_ms: number;
  clock_suspect: 0 | 1;
  actor: string;
  approver: string | null;
  ref_id: string | null;
  app_version: string;
  total_minor: number;
  currency: string;
  gt_sales_minor: number;
  gt_returns_minor: number;
  receipt_count: number;
  body: Buffer;
  prev: Buffer;
  hash: Buffer;
  sig: Buffer;
  key_no: number;
}

function fromStored(row: Stored): JournalRow {
  return {
    header: {
      seq: row.seq,
      id: row.id,
      register: row.register,
      epoch: row.epoch,
      kind: row.kind,
      receiptSeries: row.receipt_series,
      receiptNo: row.receipt_no,
      zNo: row.z_no,
      mode: row.mode,
      atUtc: row.at_utc,
      timeZone: row.time_zone,
      monoMs: row.mono_ms,
      clockSuspect: row.clock_suspect,
      actor: row.actor,
      approver: row.approver,
      refId: row.ref_id,
      appVersion: row.app_version,
      totalMinor: row.total_minor,
      currency: row.currency,
      gtSalesMinor: row.gt_sales_minor,
      gtReturnsMinor: row.gt_returns_minor,
      receiptCount: row.receipt_count,
    },
    body: row.body,
    prev: row.prev,
    hash: row.hash,
    sig: row.sig,
    keyNo: row.key_no,
  };
}

/** Every row from `fromSeq` on, in order, read as it goes. */
export function* rowsFrom(db: Db, fromSeq: number): Generator<JournalRow> {
  const rows = db.prepare('SELECT * FROM journal WHERE seq >= ? ORDER BY seq').iterate(fromSeq);
  for (const row of rows) yield fromStored(row as Stored);
}

/** The last row, or null in a journal that has not begun. */
export function headOf(db: Db): JournalRow | null {
  const row = statement(db, 'SELECT * FROM journal ORDER BY seq DESC LIMIT 1').get() as Stored | undefined;
  return row === undefined ? null : fromStored(row);
}

/** The row of a sequence number, or null. */
export function rowAt(db: Db, seq: number): JournalRow | null {
  const row = statement(db, 'SELECT * FROM journal WHERE seq = ?').get(seq) as Stored | undefined;
  return row === undefined ? null : fromStored(row);
}

/** The row that a command wrote, or null. */
export function rowById(db: Db, id: string): JournalRow | null {
  const row = statement(db, 'SELECT * FROM journal WHERE id = ?').get(id) as Stored | undefined;
  return row === undefined ? null : fromStored(row);
}

/** The body of a row, as the kind's type says. */
export function bodyOf<K extends JournalKind>(row: { body: Uint8Array }): JournalBody<K> {
  return JSON.parse(Buffer.from(row.body).toString('utf8')) as JournalBody<K>;
}

/** The number of the period that the next row belongs to; 1 in a journal that has not begun. */
export function openPeriod(db: Db): number {
  const head = headOf(db);
  if (head === null) return 1;
  return head.header.zNo + (head.header.kind === 'register.closed' ? 1 : 0);
}

/** What was ever sold, and what ever came back, before row `seq`. */
export function perpetualBefore(db: Db, seq: number): { sales: number; returns: number } {
  const before = rowAt(db, seq - 1)?.header;
  const first = before === undefined ? rowAt(db, 1) : null;
  const { gtSalesMinor: sales, gtReturnsMinor: returns } =
    before ?? (first === null ? { gtSalesMinor: 0, gtReturnsMinor: 0 } : beginningOf(first));
  return { sales, returns };
}

/** The next receipt number of a series; it is used up only when a row carries it. */
export function nextReceiptNo(db: Db, series: string): number {
  return plucked(db, 'SELECT coalesce(max(receipt_no), 0) + 1 FROM journal WHERE receipt_series = ?').get(
    series,
  ) as number;
}

/** Writes a finished row; the table's triggers refuse gaps, broken chains and falling totals. */
export function insertRow(db: Db, row: JournalRow): void {
  const { header } = row;
  statement(
    db,
    `INSERT INTO journal VALUES (@seq, @id, @register, @epoch, @kind, @receiptSeries, @receiptNo, @zNo, @mode, @atUtc,
      @timeZone, @monoMs, @clockSuspect, @actor, @approver, @refId, @appVersion, @totalMinor, @currency,
      @gtSalesMinor, @gtReturnsMinor, @receiptCount, @body, @prev, @hash, @sig, @keyNo)`,
  ).run({ ...header, body: row.body, prev: row.prev, hash: row.hash, sig: row.sig, keyNo: row.keyNo });
}

/** The row before the next one, or what stands for it in a journal that begins. */
interface Before extends Pick<
  JournalHeader,
  'seq' | 'zNo' | 'gtSalesMinor' | 'gtReturnsMinor' | 'receiptCount'
> {
  hash: Buffer;
  atUtc: string | null;
}

function beforeNext(head: JournalRow | null, event: NewEvent, body: Buffer): Before {
  if (head !== null) {
    const isSealed = head.header.kind === 'register.closed';
    return { ...head.header, hash: head.hash, zNo: head.header.zNo + (isSealed ? 1 : 0) };
  }
  const { prev, head: followed, ...totals } = beginningOf({ header: event, body });
  return { ...totals, seq: 0, hash: prev, atUtc: followed?.atUtc ?? null };
}

function headerFor(event: NewEvent, last: Before): JournalHeader {
  const isBack = last.atUtc !== null && Date.parse(event.atUtc) < Date.parse(last.atUtc) - CLOCK_TOLERANCE_MS;
  return {
    seq: last.seq + 1,
    id: event.id,
    register: event.register,
    epoch: event.epoch,
    kind: event.kind,
    receiptSeries: event.receipt?.series ?? null,
    receiptNo: event.receipt?.no ?? null,
    zNo: last.zNo,
    mode: 'live',
    atUtc: event.atUtc,
    timeZone: event.timeZone,
    monoMs: event.monoMs,
    clockSuspect: isBack ? 1 : 0,
    actor: event.actor,
    approver: event.approver ?? null,
    refId: event.refId ?? null,
    appVersion: event.appVersion,
    totalMinor: event.totalMinor ?? 0,
    currency: event.currency,
    gtSalesMinor: last.gtSalesMinor + (event.adds?.sales ?? 0),
    gtReturnsMinor: last.gtReturnsMinor + (event.adds?.returns ?? 0),
    receiptCount: last.receiptCount + (event.adds?.receipts ?? 0),
  };
}

/**
 * Appends one event as the next row and returns it. Must run inside a journal transaction.
 * Throws when postings do not add up to zero: such a row must never exist.
 */
export function appendRow(db: Db, signer: Signer, event: NewEvent): JournalRow {
  const balance = event.body.postings.reduce((total, posting) => total + posting.amount, 0);
  if (balance !== 0) throw new Error(`journal: postings of ${event.kind} add up to ${balance}, not 0`);
  const body = Buffer.from(canonical(event.body as unknown as Json));
  const before = beforeNext(headOf(db), event, body);
  const header = headerFor(event, before);
  const prev = before.hash;
  const hash = hashRow(prev, header, body);
  const row: JournalRow = { header, body, prev, hash, sig: signer.sign(hash), keyNo: KEY_NO };
  insertRow(db, row);
  return row;
}
