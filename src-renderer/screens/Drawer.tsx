// The drawer without a sale: opening it, putting cash in, taking cash out. Always with a reason; some need a permission,
// and say so by being grey.
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { TypedAmount } from '#screen/components/AmountEntry.tsx';
import { Keypad } from '#screen/components/Keypad.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { Reason } from '#screen/components/Reason.tsx';

export function Drawer() {
  const words = useWords().counter;
  return (
    <Panel title={words.drawerTitle} className="isNarrow">
      <div className="stack">
        <ActionButton action="drawer.noSale" />
        <ActionButton action="drawer.paidIn" />
        <ActionButton action="drawer.paidOut" />
        <ActionButton action="drawer.safeDrop" />
        <ActionButton action="drawer.xReport" />
        <ActionButton action="drawer.close" />
      </div>
    </Panel>
  );
}

export function NoSale() {
  const words = useWords().screen;
  return (
    <Panel title={words.noSaleTitle} className="isNarrow">
      <Reason />
      <div className="row isEnd">
        <ActionButton action="noSale.close" />
        <ActionButton action="noSale.open" className="button isMain" />
      </div>
    </Panel>
  );
}

export function CashAmount() {
  const words = useWords();
  const { money } = useFormats();
  const panel = useTill((state) => state.panel);
  if (panel?.name !== 'cashAmount') return null;
  return (
    <Panel title={words.counter[panel.move]} className="isNarrow">
      <TypedAmount label={words.counter.amount} empty={money(0)} />
      <Keypad>
        <ActionButton action="cashAmount.erase" className="key isWord" hasCap={false} />
        <ActionButton action="cashAmount.close" className="key isWord" hasCap={false} />
      </Keypad>
      <ActionButton action="cashAmount.next" className="button isMain" />
    </Panel>
  );
}

export function CashReason() {
  const words = useWords();
  const { money } = useFormats();
  const panel = useTill((state) => state.panel);
  if (panel?.name !== 'cashReason') return null;
  return (
    <Panel title={words.counter[panel.move]} className="isNarrow">
      <p className="priceChange figure">{money(panel.amount)}</p>
      <Reason />
      <div className="row isEnd">
        <ActionButton action="cashReason.close" />
        <ActionButton action="cashReason.give" className="button isMain" />
      </div>
    </Panel>
  );
}
