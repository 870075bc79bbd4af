// The number that the shop pays its taxes under, to be typed. Owns one field.
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { writeTaxNumber } from '#screen/verbs/receipts.ts';

export function TaxNumber() {
  const { till } = useCounter();
  const words = useWords().look;
  const panel = useTill((state) => state.panel);
  if (panel?.name !== 'taxNumber') return null;
  return (
    <Panel title={words.taxNumber} className="isNarrow">
      <label className="field">
        <span>{words.taxNumberHint}</span>
        <input
          data-first-focus
          value={panel.text}
          maxLength={30}
          autoComplete="off"
          onChange={(event) => writeTaxNumber(till, event.target.value)}
        />
      </label>
      <div className="row isEnd">
        <ActionButton action="taxNumber.close" />
        <ActionButton action="taxNumber.use" className="button isMain" />
      </div>
    </Panel>
  );
}
