// Says to a screen reader what the eye sees change: politely the last line and the total, and the change to give; at once
// a code that nobody knows.
import { useEffect, useState } from 'react';
import { rowsOf } from '#screen/verbs/rows.ts';
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';

/** Fast scans are not read out one by one: the last of them is, once they pause. */
const PAUSE_MS = 400;

function useLastOf(text: string): string {
  const [said, say] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => say(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}

function useSpoken(): { polite: string; urgent: string } {
  const words = useWords();
  const language = useTill((state) => state.language);
  const { money } = useFormats();
  const place = useTill((state) => state.place);
  const sale = useTill((state) => state.sale);
  const touched = useTill((state) => state.touched);
  if (place.name === 'change') {
    const { change, refunded } = place.completed;
    const polite =
      refunded > 0
        ? `${words.returns.giveBack} ${money(refunded)}`
        : `${words.screen.change} ${money(change)}`;
    return { polite, urgent: '' };
  }
  const row = rowsOf(sale).find((one) => one.lineId === touched);
  if (sale === null || row === undefined) return { polite: '', urgent: '' };
  if (row.kind === 'unresolved') {
    return { polite: '', urgent: words.counter.unknownSpoken({ code: row.scan.code }) };
  }
  const total = money(sale.sale.total);
  if (row.kind === 'return') {
    const { names, total: back } = row.item;
    const polite = words.returns.spoken({ name: names[language], amount: money(back), total });
    return { polite, urgent: '' };
  }
  const name = row.line.names[language];
  const polite = row.line.isVoided
    ? words.screen.voidedSpoken({ name, total })
    : words.screen.added({ name, amount: money(row.line.amount), total });
  return { polite, urgent: '' };
}

export function LiveRegion() {
  const { polite, urgent } = useSpoken();
  const slowDisk = useWords().machine.slowDisk;
  const isSlow = useTill((state) => state.waiting === 'slow');
  const said = useLastOf(polite);
  return (
    <>
      <div className="unseen" role="status" data-live="polite">
        {said}
      </div>
      <div className="unseen" role="status" data-live="waiting">
        {isSlow && slowDisk}
      </div>
      <div className="unseen" role="alert" data-live="assertive">
        {urgent}
      </div>
    </>
  );
}
