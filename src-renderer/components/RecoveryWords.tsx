// How selling can go on beside books that are unfit, in words: what comes back, up to where, and whose articles count.
import type { Recovery } from '#contract/start.ts';
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { recoveryOf } from '#screen/verbs/machine.ts';

/** Up to where the old books are known. */
function useReach({ way, lastKnown }: Recovery): string | null {
  const words = useWords().machine;
  const { moment } = useFormats();
  if (way === 'rebuild') return null;
  if (lastKnown === null) return words.lastNothing;
  const time = moment(lastKnown.at);
  const { receiptNumber } = lastKnown;
  return receiptNumber === null
    ? words.lastEntry({ time })
    : words.lastReceipt({ number: receiptNumber, time });
}

function Sentences({ recovery }: { recovery: Recovery }) {
  const words = useWords().machine;
  const { moment } = useFormats();
  const reach = useReach(recovery);
  const { way, setupFrom, setupAt } = recovery;
  const backup = words.setupFrom.backup({ time: setupAt === null ? words.unknown : moment(setupAt) });
  return (
    <ul className="recoveryWords" data-way={way}>
      <li>{words.way[way]}</li>
      {reach !== null && <li>{reach}</li>}
      <li>{setupFrom === 'database' ? words.setupFrom.database : backup}</li>
    </ul>
  );
}

export function RecoveryWords() {
  const recovery = useTill(recoveryOf);
  return recovery === null ? null : <Sentences recovery={recovery} />;
}
