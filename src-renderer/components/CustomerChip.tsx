// Who buys the sale, beside what is typed: a button that opens the search for a customer. Shows no whole name, for other
// customers look on.
import { useEffect } from 'react';
import { maskedName } from '#screen/format.ts';
import { buyerOf, loadGroups } from '#screen/verbs/customer.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from './ActionButton.tsx';
import { Icon } from './Icon.tsx';

/** The name of a group in the screen's language; null until it is known. */
export function useGroupName(id: string | null): string | null {
  const { till } = useCounter();
  const language = useTill((state) => state.language);
  const group = useTill((state) => state.customerGroups.find((one) => one.id === id) ?? null);
  const isMissing = id !== null && group === null;
  useEffect(() => {
    if (isMissing) void loadGroups(till);
  }, [till, isMissing]);
  return group?.names[language] ?? null;
}

export function CustomerChip() {
  const words = useWords().customer;
  const buyer = useTill(buyerOf);
  const group = useGroupName(buyer?.group ?? null);
  if (buyer === null) {
    return (
      <ActionButton action="sell.customer" className="button customerChip">
        <Icon name="person" />
        <span className="customerWord">{words.customer}</span>
      </ActionButton>
    );
  }
  const what = [group, buyer.isTaxExempt ? words.exempt : null].filter((part) => part !== null);
  return (
    <ActionButton action="sell.customer" className="button customerChip isKnown">
      <Icon name="person" />
      <span className="customerText">
        <span className="customerName" translate="no">
          {maskedName(buyer.name)}
        </span>
        {what.length > 0 && <span className="customerWhat">{what.join(' · ')}</span>}
      </span>
    </ActionButton>
  );
}
