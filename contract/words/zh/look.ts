// Chinese words of how the counter looks and is arranged: themes, hand, size, sounds, badges, the count.
import type { LookWords } from '#contract/words/en/look.ts';

export const look: LookWords = {
  settings: '设置',
};
