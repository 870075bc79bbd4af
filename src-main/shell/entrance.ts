// Who may come in at the loopback server: the one-time launch code, the session it is exchanged for, and the rules
// for a request's headers. Keeps only hashes, in memory; never reads a body or answers anybody.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** After so many wrong codes nobody gets in: a person pastes one wrong, a program guesses. */
const wrongCodesLimit = 5;

/** One launch: its code opens one session. */
export class Entrance {
  #codeHash: Buffer | null;
  #sessionHash: Buffer | null = null;
  #wrongCodes = 0;

  /** `code` is at least 128 random bits, from `newCode`. */
  constructor(code: string) {
    this.#codeHash = hash(code);
  }

  /** Exchanges the code for a session token (256 bit); null when the code is wrong, used or void. */
  enter(code: string): string | null {
    if (this.#codeHash === null) return null;
    if (!timingSafeEqual(hash(code), this.#codeHash)) {
      this.#wrongCodes += 1;
      if (this.#wrongCodes >= wrongCodesLimit) this.#codeHash = null;
      return null;
    }
    this.#codeHash = null;
    const token = randomBytes(32).toString('base64url');
    this.#sessionHash = hash(token);
    return token;
  }

  isInside(token: string | undefined): boolean {
    return (
      token !== undefined && this.#sessionHash !== null && timingSafeEqual(hash(token), this.#sessionHash)
    );
  }
}

/** 128 random bits that may stand in a URL. */
export function newCode(): string {
  return randomBytes(16).toString('base64url');
}

// Hashes are of one length, which timingSafeEqual needs, and a copy of the memory shows no token.
function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

export interface Rejection {
  status: 401 | 403 | 404 | 421;
  words: string;
}

const foreignHost: Rejection = {
  status: 421,
  words: 'This till answers only at its own address on this machine.',
};

/** Refuses a request that names several hosts: Node keeps the first, whoever sent it may have meant the last. */
export function judgeHosts(rawHeaders: readonly string[]): Rejection | null {
  const hosts = rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === 'host');
  return hosts.length > 1 ? foreignHost : null;
}

/**
 * Judges where a request comes from; null lets it pass. A foreign page cannot forge these three headers, and a name
 * that was rebound to 127.0.0.1 still shows in Host.
 */
export function judgeOrigin(
  headers: IncomingHttpHeaders,
  port: number,
  isWebSocket: boolean,
): Rejection | null {
  const { host, origin } = headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return foreignHost;
  }
  const isOwnOrigin = origin === undefined ? !isWebSocket : origin === `http://${host}`;
  const site = headers['sec-fetch-site'];
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none';
  if (isOwnOrigin && isOwnSite) return null;
  return { status: 403, words: 'This till answers only its own page.' };
}
