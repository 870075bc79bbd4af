// Older books against the books that follow them: whether what was known when they were left is still there, and is what
// the next ones hold on to. Owns the link; says nothing of what lay beyond it when they were left.
import type { StoreTrouble } from '#contract/start.ts';
import { attempt } from './attempt.ts';
import type { Finding } from './audit.ts';
import { bodyOf } from './journal.ts';
import type { JournalRow } from './journal.ts';
import { candidates, followers, keysOf, openEvidence } from './known.ts';
import type { Evidence } from './known.ts';
import { checkRow } from './verify.ts';

/** What books hold on to in the ones before: a row by number and hash; null where not one row was known. */
export interface Link {
  seq: number;
  hash: Buffer;
}

/** Why books were begun, and what they follow; null in books that follow nothing. */
export interface Followed {
  trouble: StoreTrouble;
  link: Link | null;
}

/** Gathers, row by row, what the books that these rows belong to follow. */
export class LinkSeeker {
  #followed: Followed | null = null;
  #hashes: Buffer[] = [];

  see(row: JournalRow): void {
    const { kind } = row.header;
    this.#hashes.push(row.hash);
    if (kind === 'register.enrolled') {
      const { follows } = bodyOf<'register.enrolled'>(row);
      if (follows === undefined) return;
      const { trouble, head } = follows;
      const link = head === null ? null : { seq: head.seq, hash: Buffer.from(head.hash, 'hex') };
      this.#followed = { trouble, link };
    }
    if (kind !== 'journal.repaired') return;
    const { rebuilt, toSeq } = bodyOf<'journal.repaired'>(row);
    const hash = this.#hashes[toSeq - 1];
    // The youngest says what these follow: a rebuilding is among the rows of a later one.
    if (rebuilt !== undefined && hash !== undefined) {
      this.#followed = { trouble: rebuilt.trouble, link: { seq: toSeq, hash } };
    }
  }

  get followed(): Followed | null {
    return this.#followed;
  }
}

export interface OlderAudit {
  /** Rows that are there and good, up to the one that the next books follow. */
  rows: number;
  /** The highest row that anything readable there names. */
  lastSeen: number;
  finding: Finding | null;
  /** What these books follow themselves. */
  followed: Followed | null;
}

interface Walk {
  last: JournalRow | null;
  hasReached: boolean;
}

/** Follows the rows to the link; where books were sold on twice, by the branch that leads there. */
function walk(evidence: Evidence, key: Uint8Array, link: Link, from: JournalRow | null): Walk {
  for (let last = from; ;) {
    if (last?.header.seq === link.seq) return { last, hasReached: last.hash.equals(link.hash) };
    const next = followers(evidence, last, key);
    const [row] = next;
    if (row === undefined) return { last, hasReached: false };
    if (next.length > 1) {
      const walks = next.map((one) => walk(evidence, key, link, one));
      return walks.find(({ hasReached }) => hasReached) ?? walks[0] ?? { last, hasReached: false };
    }
    last = row;
  }
}

/** What is wrong with the row after the last good one. */
function problemAfter(
  evidence: Evidence,
  key: Uint8Array | null,
  last: JournalRow | null,
  link: Link,
): Finding {
  const seq = (last?.header.seq ?? 0) + 1;
  if (seq > link.seq) return { row: last, problem: 'the next books follow another row in its place' };
  const [row] = candidates(evidence, seq);
  if (row === undefined || key === null) return { row: null, problem: `event ${seq} is in neither record` };
  const problem = attempt(() => checkRow(row, last, key)) ?? 'it cannot be read';
  return { row, problem };
}

/** The rows that led to `last`, oldest first, for what they say of the books before. */
function seek(evidence: Evidence, key: Uint8Array, until: number, seeker: LinkSeeker): void {
  for (let before: JournalRow | null = null; (before?.header.seq ?? 0) < until;) {
    const [row] = followers(evidence, before, key);
    if (row === undefined) return;
    seeker.see(row);
    before = row;
  }
}

/** Checks the books of a folder up to the row that the next books follow. */
export function auditOlder(folder: string, link: Link | null): OlderAudit {
  const evidence = openEvidence(folder);
  try {
    const { mirror } = evidence;
    const seeker = new LinkSeeker();
    if (link === null) return { rows: 0, lastSeen: mirror.lastSeq, finding: null, followed: null };
    const walks = keysOf(evidence, []).map((key) => ({ key, ...walk(evidence, key, link, null) }));
    const best = walks.find(({ hasReached }) => hasReached) ?? walks[0];
    const last = best?.last ?? null;
    if (best !== undefined) seek(evidence, best.key, last?.header.seq ?? 0, seeker);
    const finding = best?.hasReached === true ? null : problemAfter(evidence, best?.key ?? null, last, link);
    const rows = last?.header.seq ?? 0;
    return { rows, lastSeen: Math.max(mirror.lastSeq, rows), finding, followed: seeker.followed };
  } finally {
    evidence.close();
  }
}
