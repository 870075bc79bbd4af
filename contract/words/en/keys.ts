// English words of the keys: their names, presets, the editor and the cheat-sheet.

export const keys = {
  title: 'Keys',
};

export type KeysWords = typeof keys;
