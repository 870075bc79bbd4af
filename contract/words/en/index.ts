// The English words in one object; it is the type of every other language.
import { permission, refusal } from './refusal.ts';
import { receipt } from './receipt.ts';
import { screen } from './screen.ts';
import { trouble } from './trouble.ts';

export const en = { screen, refusal, permission, receipt, trouble };

export type Words = typeof en;
