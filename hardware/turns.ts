// Turns at something only one may use at a time. It never cancels a turn: deadlines are the user's own.

/** Runs `work` after everything asked for before it has settled, and settles as it does. */
export type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes one thing that is used in turns, first come, first served. */
export function makeTurns(): TakeTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    // A turn that fails is its own caller's business and must not fail the next one.
    last = turn.catch(() => undefined);
    return turn;
  };
}
