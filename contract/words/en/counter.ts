// English words of the counter's grammar: undo, unresolved scans, prices, repeats, quick keys, the drawer.

export const counter = {
  undo: 'Undo',
};

export type CounterWords = typeof counter;
