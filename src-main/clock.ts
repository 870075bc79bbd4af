// Time as the till knows it. Owns nothing but where it is read, so that an import can run at its file's own times.

export interface Clock {
  /** The wall clock; it may jump. */
  now(): Date;
  /** Milliseconds that only grow while the process lives. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => Math.floor(performance.now()),
};
