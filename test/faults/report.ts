// How a campaign is told: its table, its failures, its one last line. Owns the words; counts nothing.
import type { Failure, Tally } from './kill.ts';
import { moments } from './life.ts';
import type { Moment } from './life.ts';

const words: Record<Moment, string> = {
  start: 'starting or signing in',
  work: 'any time at work',
  sent: 'while "complete" was being done',
  answered: 'at the answer to "complete"',
};

const heads = [
  'killed',
  'runs',
  'nothing in flight',
  'in flight: undone',
  'stored',
  'a sale',
  'mirror one behind',
];

function row(cells: readonly (string | number)[]): string {
  return cells
    .map((cell, i) =>
      i === 0 ? String(cell).padEnd(34) : String(cell).padStart((heads[i]?.length ?? 0) + 2),
    )
    .join('');
}

/** What each moment of killing met. */
export function table(tally: Tally): string {
  const rows = moments.map((moment) => {
    const met = tally.met[moment];
    return row([
      words[moment],
      met.runs,
      met.nothing,
      met.undone,
      met.stored,
      met.extraSales,
      met.mirrorBehind,
    ]);
  });
  return [row(heads), ...rows].join('\n');
}

const SHOWN_FINDINGS = 5;
const SHOWN_CHARS = 600;

function shorten(text: string): string {
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)} …` : text;
}

/** A failure with what is needed to look at it and to try it again. */
export function describeFailure(failure: Failure): string {
  const { seed, run, moment, findings, folder } = failure;
  const shown = findings.slice(0, SHOWN_FINDINGS).map(({ kind, text }) => `  ${kind}: ${shorten(text)}`);
  const more = findings.length - shown.length;
  return [
    `FAILED: seed ${seed}, run ${run} (${moment}); kept in ${folder}`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n');
}

/** The sum of a campaign. */
export function sumLine(tally: Tally): string {
  const { runs, acknowledged, lost, doubled, extra, broken } = tally;
  return `${runs} runs, ${acknowledged} acknowledged sales, ${lost} lost, ${doubled} doubled, ${extra} extra in flight, ${broken} broken`;
}

export function progressLine(tally: Tally, wanted: number): string {
  const wrong = tally.doubled + tally.broken;
  return `${tally.runs} of ${wanted} runs, ${tally.acknowledged} sales, ${tally.lost} lost${wrong > 0 ? `, ${wrong} doubled or broken` : ''}`;
}
