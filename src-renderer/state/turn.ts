// While a sale leaves the counter or somebody comes to it, the till's answer says who stands there next. What is scanned
// and typed before that answer belongs to whoever that is: it waits here, in its order. Knows no key and no code.
import type { Till } from './till.ts';

/** What waits: `of` is whatever it can be taken back by; `commits` where it would do more than write. */
export interface Behind {
  of: object | null;
  commits: boolean;
  run: () => void;
}

export interface Turn {
  behind: Behind[];
}

/**
 * `done`: somebody else's turn now, or the basket again. `rest`: money is missing still, so an Enter that was meant for the
 * next sale must not pay with what was typed. `refused`: the cashier reads why, and nothing happens behind it.
 */
export type TurnEnd = 'done' | 'rest' | 'refused';

/** Does the work unless another turn is under way: an impatient second tap is the same action. */
export async function turnOver(till: Till, name: string, work: () => Promise<TurnEnd>): Promise<void> {
  if (till.turn !== null) return;
  const turn: Turn = { behind: [] };
  till.turn = turn;
  till.running.add(name);
  let end: TurnEnd = 'refused';
  try {
    end = await work();
  } finally {
    till.running.delete(name);
    till.turn = null;
  }
  // The disk failed meanwhile: nobody stands at a counter.
  const isOver = till.store.getState().about?.mode.kind === 'viewOnly';
  if (end === 'refused' || isOver) return;
  goOn(till, end === 'rest' ? turn.behind.filter(({ commits }) => !commits) : turn.behind);
}

/** What waited may itself begin a turn; the rest then waits for that one. */
function goOn(till: Till, behind: readonly Behind[]): void {
  for (const one of behind) {
    if (till.turn === null) one.run();
    else till.turn.behind.push(one);
  }
}

/** True when it waits now; false when nothing is under way and it can be done at once. */
export function waitsBehind(till: Pick<Till, 'turn'>, one: Behind): boolean {
  till.turn?.behind.push(one);
  return till.turn !== null;
}

/** Takes back what waits; false where nothing of it does. */
export function takeBack(till: Till, of: object): boolean {
  if (till.turn === null) return false;
  const before = till.turn.behind.length;
  till.turn.behind = till.turn.behind.filter((one) => one.of !== of);
  return till.turn.behind.length < before;
}
