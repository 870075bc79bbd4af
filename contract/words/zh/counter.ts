// Chinese words of the counter's grammar: undo, unresolved scans, prices, repeats, quick keys, the drawer.
import type { CounterWords } from '#contract/words/en/counter.ts';

export const counter: CounterWords = {
  undo: '撤销',
};
