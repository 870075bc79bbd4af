// The rungs of the last start, in the order in which they were climbed: each with a picture and a word for how it stood.
import type { RungState } from '#contract/start.ts';
import { useTill, useWords } from '#screen/state/context.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './Icon.tsx';

const icons: Record<RungState, IconName> = {
  good: 'ready',
  mended: 'mended',
  red: 'no',
  unreached: 'unreached',
};

/** What came back from the second record, and what it was given; nothing where both agreed. */
export function useMended(): string[] {
  const words = useWords().machine;
  const start = useTill((state) => state.about?.start);
  if (start === undefined) return [];
  const { restoredRows: rows, restoredReceipts: count, mirroredRows } = start;
  return [
    ...(rows > 0 ? [words.cameBack({ count, rows })] : []),
    ...(mirroredRows > 0 ? [words.mirrored({ count: mirroredRows })] : []),
  ];
}

export function Ladder() {
  const words = useWords().machine;
  const rungs = useTill((state) => state.about?.start.rungs) ?? [];
  const mended = useMended();
  if (rungs.length === 0) return null;
  return (
    <section className="ladder" aria-label={words.ladder}>
      <h2>{words.ladder}</h2>
      <ol>
        {rungs.map(({ rung, state }) => (
          <li key={rung} className="rung" data-rung={rung} data-state={state}>
            <Icon name={icons[state]} />
            <span className="rungName">{words.rung[rung]}</span>
            <span className="rungState">{words.rungState[state]}</span>
          </li>
        ))}
      </ol>
      {mended.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </section>
  );
}
