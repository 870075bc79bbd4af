// What somebody should look at on this till, in words, the worst first; or that all is in order. Judges what the till
// says of itself and measures nothing.
import type { Diagnostics } from '#contract/machine.ts';
import type { Words } from '#contract/words/index.ts';
import { useFormats, useWords } from '#screen/state/context.tsx';
import type { Formats } from '#screen/state/context.tsx';
import { deviceWords, needsLook } from './DevicePills.tsx';
import { Icon } from './Icon.tsx';

export interface Problem {
  text: string;
  /** It stops the till from selling, or soon will. */
  isGrave: boolean;
}

function ofBooks({ books }: Diagnostics, words: Words, { moment }: Formats): Problem[] {
  const { mode, current } = books;
  const { follows } = current;
  const problems: Problem[] = [];
  if (mode.kind === 'viewOnly') problems.push({ text: words.trouble.store[mode.trouble].why, isGrave: true });
  if (follows?.way === 'emergency') {
    const text = words.machine.problem.emergency({ time: moment(follows.at), name: follows.by });
    problems.push({ text, isGrave: false });
  }
  return problems;
}

function ofMachine({ disk, clock, log }: Diagnostics, words: Words, { bytes }: Formats): Problem[] {
  const { machine } = words;
  const problems: Problem[] = [];
  if (disk.level !== 'good') {
    const text = `${machine.disk[disk.level]({ free: bytes(disk.freeBytes ?? 0) })}.`;
    problems.push({ text, isGrave: disk.level === 'critical' });
  }
  if (clock.isSuspect) problems.push({ text: machine.problem.clock, isGrave: true });
  if (log.errors > 0) problems.push({ text: machine.problem.errors({ count: log.errors }), isGrave: false });
  return problems;
}

function ofPrinting({ devices, queue }: Diagnostics, words: Words, { moment }: Formats): Problem[] {
  const { problem } = words.machine;
  const problems = devices
    .filter(needsLook)
    .map((device) => ({ text: `${deviceWords(words.trouble, device)}.`, isGrave: false }));
  if (queue.uncertain > 0)
    problems.push({ text: problem.uncertain({ count: queue.uncertain }), isGrave: false });
  if (queue.waiting > 0 && queue.oldestAt !== null) {
    const text = problem.waiting({ count: queue.waiting, time: moment(queue.oldestAt) });
    problems.push({ text, isGrave: false });
  }
  return problems;
}

/** The worst first. */
export function problemsOf(found: Diagnostics, words: Words, formats: Formats): Problem[] {
  const all = [ofBooks, ofMachine, ofPrinting].flatMap((look) => look(found, words, formats));
  return [...all.filter(({ isGrave }) => isGrave), ...all.filter(({ isGrave }) => !isGrave)];
}

export function Problems({ found }: { found: Diagnostics }) {
  const words = useWords();
  const formats = useFormats();
  const problems = problemsOf(found, words, formats);
  if (problems.length === 0) {
    return (
      <p className="verdict isGood">
        <Icon name="ready" />
        <span>{words.machine.inOrder}</span>
      </p>
    );
  }
  return (
    <section className="problems" aria-label={words.machine.wrong({ count: problems.length })}>
      <h3>{words.machine.wrong({ count: problems.length })}</h3>
      <ul>
        {problems.map(({ text, isGrave }) => (
          <li key={text} className={isGrave ? 'problem isGrave' : 'problem'}>
            <Icon name={isGrave ? 'no' : 'warning'} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
