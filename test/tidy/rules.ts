// All the tidy rules in one list. Owns only their order.
import { codeRules } from './code.ts';
import { fileRules } from './files.ts';
import { importRules } from './imports.ts';
import type { Rule } from './rule.ts';
import { wordRules } from './words.ts';

export const rules: readonly Rule[] = [...importRules, ...fileRules, ...codeRules, ...wordRules];
