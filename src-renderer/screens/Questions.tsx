// What is asked before something cannot be taken back, and the menu of what ends a cashier's work.
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Panel } from '#screen/components/Panel.tsx';

export function VoidSale() {
  const words = useWords().screen;
  const { money } = useFormats();
  const sale = useTill((state) => state.sale?.sale ?? null);
  return (
    <Panel title={words.voidSaleTitle} className="isNarrow">
      {sale && <p>{words.voidSaleText({ lines: sale.lineCount, total: money(sale.total) })}</p>}
      <div className="row isEnd">
        <ActionButton action="voidSale.no" />
        <ActionButton action="voidSale.yes" className="button isStop" />
      </div>
    </Panel>
  );
}

export function CloseRegister() {
  const words = useWords().screen;
  return (
    <Panel title={words.closeRegister} className="isNarrow">
      <p>{words.closeRegisterHint}</p>
      <div className="row isEnd">
        <ActionButton action="closeRegister.no" />
        <ActionButton action="closeRegister.yes" className="button isMain" />
      </div>
    </Panel>
  );
}

export function Menu() {
  const { screen: words, look, machine } = useWords();
  return (
    <Panel title={words.menuTitle} className="isNarrow">
      <div className="stack">
        <ActionButton action="menu.lock" className="button isMain">
          <Icon name="lock" />
          {words.lock}
        </ActionButton>
        <ActionButton action="menu.closeShift">
          <Icon name="count" />
          {words.closeShift}
        </ActionButton>
        <ActionButton action="menu.xReport">
          <Icon name="report" />
          {words.xReport}
        </ActionButton>
        <ActionButton action="menu.settings">
          <Icon name="settings" />
          {look.settings}
        </ActionButton>
        <ActionButton action="menu.thisTill">
          <Icon name="disk" />
          {machine.thisTill}
        </ActionButton>
        <ActionButton action="menu.close" />
      </div>
    </Panel>
  );
}
