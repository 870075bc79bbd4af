// Chinese words of the keys: their names, presets, the editor and the cheat-sheet.
import type { KeysWords } from '#contract/words/en/keys.ts';

export const keys: KeysWords = {
  title: '按键',
};
