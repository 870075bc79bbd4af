// The journal's rows judged by the words of its own description: order, chain, signatures, canonical bytes, perpetual
// totals, and the second copy of every row. Written anew on purpose: it shares no line with the store it judges.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export interface StoredRow {
  seq: number;
  id: string;
  register: string;
  epoch: number;
  kind: string;
  receipt_series: string | null;
  receipt_no: number | null;
  z_no: number;
  ref_id: string | null;
  total_minor: number;
  gt_sales_minor: number;
  gt_returns_minor: number;
  receipt_count: number;
  body: Buffer;
  prev: Buffer;
  hash: Buffer;
  sig: Buffer;
  key_no: number;
}

export interface Posting {
  account: string;
  memo: string;
  amount: number;
}

/** A row with its body as JSON says it. */
export interface Fact extends StoredRow {
  content: { postings: Posting[] } & Record<string, unknown>;
}

/** Signatures that an earlier look at the same folder has found good; the rest is checked every time. */
export type KnownGood = Set<string>;

const sha256 = (...parts: (string | Uint8Array)[]) => {
  const hash = crypto.createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** JSON with keys in the order of their code units, no spaces, whole numbers only. */
export function canonicalText(value: unknown): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`${value} is not whole`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalText(member)}`).join(',')}}`;
}

const notHashed = new Set(['content', 'body', 'prev', 'hash', 'sig', 'key_no']);

function headerOf(row: StoredRow): Record<string, unknown> {
  const columns = Object.entries(row).filter(([column]) => !notHashed.has(column));
  return Object.fromEntries(
    columns.map(([column, value]) => [
      column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

function hashOf(row: StoredRow): Buffer {
  return sha256('till.journal.v1\n', row.prev, canonicalText(headerOf(row)), sha256(row.body));
}

function keyOf(enrolment: Fact): crypto.KeyObject {
  const x = Buffer.from(String(enrolment.content['publicKey']), 'hex').toString('base64url');
  return crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** Where a journal begins: at nothing, or at the last known row of the books that its first row says it follows. */
export interface Start {
  prev: Buffer;
  zNo: number;
  sales: number;
  returns: number;
  receipts: number;
}

export function startOf(first: Fact): Start {
  const follows = first.content['follows'] as
    | {
        head: {
          hash: string;
          zNo: number;
          gtSalesMinor: number;
          gtReturnsMinor: number;
          receiptCount: number;
        } | null;
      }
    | undefined;
  const head = follows?.head ?? null;
  if (head === null)
    return { prev: sha256('till.genesis.v1\n', first.body), zNo: 1, sales: 0, returns: 0, receipts: 0 };
  return {
    prev: Buffer.from(head.hash, 'hex'),
    zNo: head.zNo,
    sales: head.gtSalesMinor,
    returns: head.gtReturnsMinor,
    receipts: head.receiptCount,
  };
}

function checkChain(fact: Fact, before: Fact | undefined, key: crypto.KeyObject, known: KnownGood): string[] {
  const problems: string[] = [];
  const start = startOf(fact);
  const prev = before?.hash ?? start.prev;
  if (fact.seq !== (before?.seq ?? 0) + 1) problems.push('does not follow in the sequence');
  if (!fact.prev.equals(prev)) problems.push('does not hold the hash of the row before it');
  if (!hashOf(fact).equals(fact.hash)) problems.push('has another hash than its bytes');
  const signed = `${fact.hash.toString('hex')}${fact.sig.toString('hex')}`;
  if (!known.has(signed) && !crypto.verify(null, fact.hash, key, fact.sig))
    problems.push('is signed by somebody else');
  known.add(signed);
  const period = before === undefined ? start.zNo : before.z_no + (before.kind === 'register.closed' ? 1 : 0);
  if (fact.z_no !== period) problems.push(`belongs to period ${fact.z_no}, not ${period}`);
  if (before !== undefined && (fact.register !== before.register || fact.epoch !== before.epoch))
    problems.push('belongs to another register');
  if (canonicalText(fact.content) !== fact.body.toString('utf8'))
    problems.push('has a body that is not canonical');
  return problems;
}

/** What came back in a sale; most have nothing. */
function returnedIn(fact: Fact): number {
  const returns = (fact.content['returns'] ?? []) as { total: number }[];
  return returns.reduce((sum, { total }) => sum + total, 0);
}

function checkTotals(fact: Fact, before: Fact | undefined, receipts: Map<string, number>): string[] {
  const problems: string[] = [];
  const isSale = fact.kind === 'sale.completed';
  const returned = isSale ? returnedIn(fact) : 0;
  const returns = (before?.gt_returns_minor ?? startOf(fact).returns) + returned;
  const sold = isSale ? fact.total_minor + returned : 0;
  const sales = (before?.gt_sales_minor ?? startOf(fact).sales) + sold;
  if (fact.gt_sales_minor !== sales)
    problems.push(`says ${fact.gt_sales_minor} was ever sold; it is ${sales}`);
  if (fact.gt_returns_minor !== returns)
    problems.push(`says ${fact.gt_returns_minor} ever came back; it is ${returns}`);
  if (fact.receipt_count !== (before?.receipt_count ?? startOf(fact).receipts) + (isSale ? 1 : 0))
    problems.push('counts its receipts wrongly');
  const balance = fact.content.postings.reduce((sum, { amount }) => sum + amount, 0);
  if (balance !== 0) problems.push(`has postings that add up to ${balance}`);
  if (isSale !== (fact.receipt_no !== null))
    problems.push('has no receipt number, or one though it is no sale');
  if (fact.receipt_no === null || fact.receipt_series === null) return problems;
  const next = (receipts.get(fact.receipt_series) ?? 0) + 1;
  if (fact.receipt_no !== next) problems.push(`has receipt number ${fact.receipt_no}, not ${next}`);
  receipts.set(fact.receipt_series, Math.max(fact.receipt_no, next - 1));
  return problems;
}

/** Everything that is wrong with the rows, each by its number. */
export function checkRows(facts: readonly Fact[], known: KnownGood): string[] {
  const first = facts[0];
  if (first === undefined) return [];
  const problems: string[] = [];
  if (first.kind !== 'register.enrolled') problems.push('row 1 is not the enrolment');
  const key = keyOf(first);
  const receipts = new Map<string, number>();
  facts.forEach((fact, i) => {
    const before = facts[i - 1];
    const own = [...checkChain(fact, before, key, known), ...checkTotals(fact, before, receipts)];
    problems.push(...own.map((problem) => `row ${fact.seq} (${fact.kind}) ${problem}`));
  });
  return problems;
}

interface Copy {
  header: Record<string, unknown>;
  body: string;
  prev: string;
  hash: string;
  sig: string;
  keyNo: number;
}

/**
 * The lines of the mirror log, oldest file first. Throws where one is damaged; one that a kill tore (`mayTear`: the last)
 * counts as not written.
 */
function copiesIn(folder: string, mayTear: boolean): Copy[] {
  const mirror = path.join(folder, 'mirror');
  if (!fs.existsSync(mirror)) return [];
  const names = fs.readdirSync(mirror).filter((name) => name.endsWith('.log'));
  return names.sort().flatMap((name, n) => {
    const lines = fs.readFileSync(path.join(mirror, name), 'utf8').split('\n');
    const isTorn = lines.pop() !== '';
    if (isTorn && !(mayTear && n === names.length - 1)) throw new Error(`${name} ends in a torn line`);
    return lines.map((line, i) => {
      const json = line.slice(9);
      const digits = sha256(json).toString('hex').slice(0, 8);
      if (line.slice(0, 9) !== `${digits} `) throw new Error(`${name} line ${i + 1} is damaged`);
      return JSON.parse(json) as Copy;
    });
  });
}

function isCopyOf(copy: Copy, fact: Fact): boolean {
  return (
    canonicalText(copy.header) === canonicalText(headerOf(fact)) &&
    copy.body === fact.body.toString('utf8') &&
    copy.prev === fact.prev.toString('hex') &&
    copy.hash === fact.hash.toString('hex') &&
    copy.sig === fact.sig.toString('hex') &&
    copy.keyNo === fact.key_no
  );
}

/** What is wrong with the mirror log, and how many rows it is behind. */
export function checkMirror(
  folder: string,
  facts: readonly Fact[],
  mayTear: boolean,
): { problems: string[]; behind: number } {
  try {
    const copies = copiesIn(folder, mayTear);
    const wrong = copies.findIndex((copy, i) => {
      const fact = facts[i];
      return fact !== undefined && !isCopyOf(copy, fact);
    });
    const problems = wrong === -1 ? [] : [`the mirror log has another row ${wrong + 1} than the journal`];
    return { problems, behind: facts.length - copies.length };
  } catch (error) {
    return { problems: [`the mirror log cannot be read: ${(error as Error).message}`], behind: 0 };
  }
}
