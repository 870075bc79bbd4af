// What a tidy rule is, and how its failure is told: the rule, why it is there, what to do. Knows no rule.
import { excuses, excusesBreach } from './excuses.ts';
import type { Tree } from './tree.ts';

export interface Breach {
  file: string;
  line: number;
  found: string;
}

export interface Rule {
  /** What must hold, as a sentence. */
  name: string;
  because: string;
  remedy: string;
  find(tree: Tree): Breach[];
}

export function placeOf(breach: Breach): string {
  return `${breach.file}:${breach.line}`;
}

/** The breaches of a rule that no excuse covers. */
export function findUnexcused(rule: Rule, tree: Tree): Breach[] {
  const isExcused = (breach: Breach) => excuses.some((one) => excusesBreach(one, rule.name, breach));
  return rule.find(tree).filter((breach) => !isExcused(breach));
}

/** The text of a failure; empty when nothing was found. */
export function teach(rule: Rule, breaches: readonly Breach[]): string {
  if (breaches.length === 0) return '';
  const places = breaches.map((breach) => `  ${placeOf(breach)}  ${breach.found}`);
  return [
    `${rule.name}: ${breaches.length} ${breaches.length === 1 ? 'breach' : 'breaches'}`,
    ...places,
    `Why: ${rule.because}`,
    `Do: ${rule.remedy}`,
  ].join('\n');
}
