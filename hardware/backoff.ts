// How long to wait before a device that is away is tried again. Owns the steps; it never tries anything itself.
import type { DeviceTrouble } from '#contract/device.ts';

/** Soon at first, since most cables are back at once; then slower, so that nothing is flooded. In milliseconds. */
const STEPS_MS = [250, 500, 1_000, 2_000, 5_000];
/** What only a person can mend need not be tried so often. */
const BY_PERSON_MS = 10_000;
/** A printer that needs paper is looked at, not opened anew. */
const LOOK_MS = 2_000;
/** Ready for so long, it begins with the first step again. */
const SETTLED_MS = 30_000;
/** Up to this share more, so that tills that lost the same printer do not come back at one moment. */
const JITTER = 0.2;

const byPerson: ReadonlySet<DeviceTrouble> = new Set(['busy', 'permission', 'config', 'driverMissing']);
const isAway: ReadonlySet<DeviceTrouble> = new Set(['notFound', 'offline', 'refused', 'stalled', 'failed']);

export interface Backoff {
  /** How long to wait now, in milliseconds. */
  next(trouble: DeviceTrouble): number;
  /** It is ready, since now. */
  ready(): void;
}

/** `now` is a steady clock in milliseconds, `random` from 0 to 1. */
export function makeBackoff(
  now: () => number = () => performance.now(),
  random: () => number = Math.random,
): Backoff {
  let tries = 0;
  let readySinceMs: number | null = null;
  return {
    next(trouble) {
      if (readySinceMs !== null && now() - readySinceMs >= SETTLED_MS) tries = 0;
      readySinceMs = null;
      if (byPerson.has(trouble)) return BY_PERSON_MS;
      if (!isAway.has(trouble)) return LOOK_MS;
      const step = STEPS_MS[Math.min(tries, STEPS_MS.length - 1)] ?? LOOK_MS;
      tries += 1;
      return Math.round(step * (1 + JITTER * random()));
    },
    ready() {
      readySinceMs ??= now();
    },
  };
}
