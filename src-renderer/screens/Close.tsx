// Closing a shift: the blind count, then what it came to. What is expected is not shown before the count is in, and
// nothing about a difference stands in the way.
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { may } from '#screen/verbs/shift.ts';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { AmountKeypad, TypedAmount } from '#screen/components/AmountEntry.tsx';
import { CashRows } from './Report.tsx';

export function Count() {
  const words = useWords().screen;
  return (
    <div className="askAmount">
      <section className="askText">
        <h1>{words.countTitle}</h1>
        <p>{words.countHint}</p>
        <ActionButton action="count.back" />
      </section>
      <section className="rail" aria-label={words.counted}>
        <TypedAmount label={words.counted} empty="–" />
        <AmountKeypad context="count" />
        <ActionButton action="count.enter" className="button isMain" />
      </section>
    </div>
  );
}

export function Counted() {
  const words = useWords().screen;
  const { money } = useFormats();
  const place = useTill((state) => state.place);
  const mayClose = useTill((state) => may(state, 'register.close'));
  if (place.name !== 'counted') return null;
  const { closing } = place;
  // A sign stands before the figure already; the word says which way it goes.
  const amount = money(closing.overShort);
  const verdict =
    closing.overShort === 0
      ? words.closedExact
      : closing.overShort > 0
        ? words.closedOver({ amount })
        : words.closedShort({ amount });
  return (
    <div className="report">
      <section className="reportSide">
        <h1>{words.countedTitle}</h1>
        <p className={closing.overShort === 0 ? 'verdict isGood' : 'verdict isWarning'}>{verdict}</p>
        <p>{mayClose ? words.closeRegisterHint : words.managerCloses}</p>
        {mayClose && <ActionButton action="counted.closeRegister" className="button isMain" />}
        <ActionButton action="counted.lock" />
      </section>
      <div className="reportBody">
        <div className="reportColumns">
          <CashRows title={closing.staffName} cash={closing.cash} closing={closing} />
        </div>
      </div>
    </div>
  );
}
