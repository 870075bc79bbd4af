// Which words go with which language. Screen and receipt share them; nothing here touches a DOM or Node.
import type { Language } from '#contract/text.ts';
import { en } from './en/index.ts';
import type { Words } from './en/index.ts';
import { zh } from './zh/index.ts';

const catalogues: Record<Language, Words> = { en, zh };

export type { Words };

export function wordsFor(language: Language): Words {
  return catalogues[language];
}
