// Before the first sale of a shift: the float. Whoever may close the register can do that here too, between shifts.
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { may } from '#screen/verbs/shift.ts';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { AmountKeypad, TypedAmount } from '#screen/components/AmountEntry.tsx';

export function OpenShift() {
  const words = useWords().screen;
  const { money } = useFormats();
  const mayClose = useTill((state) => may(state, 'register.close'));
  return (
    <div className="askAmount">
      <section className="askText">
        <h1>{words.openShiftTitle}</h1>
        <p>{words.openShiftHint}</p>
        {mayClose && <p className="aside">{words.closeRegisterHint}</p>}
        {mayClose && <ActionButton action="openShift.closeRegister" />}
      </section>
      <section className="rail" aria-label={words.float}>
        <TypedAmount label={words.float} empty={money(0)} />
        <AmountKeypad context="openShift" />
        <ActionButton action="openShift.enter" className="button isMain" />
      </section>
    </div>
  );
}
