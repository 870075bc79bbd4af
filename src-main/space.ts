// Room on the disk where the books lie: looked at now and then, told by levels, with a reserve to close the day with.
// Owns the levels and when the reserve is given up; refuses nothing itself and knows no command.
import type { DiskState } from '#contract/machine.ts';
import { keepBallast } from './ballast.ts';
import type { Ballast } from './ballast.ts';

const MEGABYTE = 1_000_000;
const EVERY_MS = 30_000;

/** What a shop may set in config.json. */
export interface SpaceSettings {
  /** Below it the till asks for room. */
  warnBelowMb: number;
  /** Below it no new sale begins. */
  stopBelowMb: number;
  /** A file that is removed by itself when the disk is full; 0 keeps none. */
  ballastMb: number;
  /** How often to look; tests do not wait half a minute. */
  everyMs?: number;
}

export const usualSpace: SpaceSettings = { warnBelowMb: 500, stopBelowMb: 100, ballastMb: 0 };

export interface Space {
  /** What the last look found. */
  readonly state: DiskState;
  /** Looks again, and tells when it has become another level. */
  look(): void;
  /** A write met a full disk: gives up the reserve. True when that made room, so that the write may be tried again. */
  giveWay(): boolean;
  close(): Promise<void>;
}

export interface SpaceParts {
  /** The data folder. */
  folder: string;
  settings: SpaceSettings;
  freeBytes: () => number | null;
  announce: (state: DiskState) => void;
  warn: (fields: object, message: string) => void;
}

const megabytes = (bytes: number) => Math.floor(bytes / MEGABYTE);

/** What so much room means. */
export function levelOf(freeBytes: number | null, settings: SpaceSettings): DiskState['level'] {
  if (freeBytes === null) return 'good';
  if (freeBytes < settings.stopBelowMb * MEGABYTE) return 'critical';
  return freeBytes < settings.warnBelowMb * MEGABYTE ? 'low' : 'good';
}

class DiskWatch implements Space {
  #state: DiskState;
  readonly #parts: SpaceParts;
  readonly #ballast: Ballast;
  readonly #timer: NodeJS.Timeout;

  constructor(parts: SpaceParts) {
    this.#parts = parts;
    this.#ballast = keepBallast(parts.folder, parts.settings.ballastMb * MEGABYTE);
    this.#state = this.#read();
    this.#prepare();
    this.#timer = setInterval(() => this.look(), parts.settings.everyMs ?? EVERY_MS);
    this.#timer.unref();
  }

  get state(): DiskState {
    return this.#state;
  }

  #read(): DiskState {
    const freeBytes = this.#parts.freeBytes();
    return { freeBytes, level: levelOf(freeBytes, this.#parts.settings) };
  }

  look(): void {
    const before = this.#state;
    this.#state = this.#read();
    const { freeBytes, level } = this.#state;
    const hasChanged = level !== before.level;
    // Whoever makes room wants to see how much; as long as there is plenty nobody does.
    const hasMoved = level !== 'good' && megabytes(freeBytes ?? 0) !== megabytes(before.freeBytes ?? 0);
    if (hasChanged) this.#parts.warn({ level, freeBytes }, 'the room on the disk has changed');
    if (hasChanged || hasMoved) this.#parts.announce(this.#state);
    this.#prepare();
  }

  /** The reserve is made where it leaves plenty. */
  #prepare(): void {
    const { freeBytes, level } = this.#state;
    const { warnBelowMb, ballastMb } = this.#parts.settings;
    const isRoomy = level === 'good' && (freeBytes ?? 0) > (warnBelowMb + ballastMb) * MEGABYTE;
    if (isRoomy) this.#ballast.make();
  }

  giveWay(): boolean {
    const isGiven = this.#ballast.remove();
    if (isGiven)
      this.#parts.warn({}, 'the disk is full: the reserve has been given up so that the day can be closed');
    this.look();
    return isGiven;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#ballast.close();
  }
}

/** Looks at once, then every half minute until it is closed. */
export function watchSpace(parts: SpaceParts): Space {
  return new DiskWatch(parts);
}

/** The till whose room is watched, as its options name it; `space` as usual where it is left out. */
interface WatchedTill {
  folder: string;
  space?: SpaceSettings;
  machine: { freeBytes: SpaceParts['freeBytes'] };
  log: { warn: SpaceParts['warn'] };
}

/** The same for the till of these options. */
export function watchSpaceOf(
  { folder, space, machine, log }: WatchedTill,
  announce: (disk: DiskState) => void,
): Space {
  return watchSpace({
    folder,
    settings: space ?? usualSpace,
    freeBytes: () => machine.freeBytes(),
    announce,
    warn: (fields, message) => log.warn(fields, message),
  });
}
