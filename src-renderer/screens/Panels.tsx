// What lies over the counter: search, weight, voiding a sale, the drawer's reason, the menu, help.
import { useFormats, useTill, useCounter, useWords } from '#screen/state/context.tsx';
import { screenOf } from '#screen/state/screen.ts';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Keypad } from '#screen/components/Keypad.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { Search } from './Search.tsx';

function Weight() {
  const words = useWords().screen;
  const language = useTill((state) => state.language);
  const panel = useTill((state) => state.panel);
  const text = useTill((state) => state.entry.text);
  const item = panel?.name === 'weight' ? panel.item : null;
  return (
    <Panel title={item ? item.names[language] : words.weightTitle} className="isNarrow">
      <div className="typedAmount" role="group" aria-label={words.weight}>
        <span className="typedLabel">{words.weight}</span>
        <span className="typedFigure">
          {text === '' ? '0' : text} {words.kilograms}
        </span>
      </div>
      <Keypad>
        <ActionButton action="weight.erase" className="key isWord" hasCap={false} />
        <ActionButton action="weight.close" className="key isWord" hasCap={false} />
      </Keypad>
      <ActionButton action="weight.enter" className="button isMain" />
    </Panel>
  );
}

function VoidSale() {
  const words = useWords().screen;
  const { money } = useFormats();
  const sale = useTill((state) => state.sale?.sale ?? null);
  return (
    <Panel title={words.voidSaleTitle} className="isNarrow">
      {sale && <p>{words.voidSaleText({ lines: sale.lineCount, total: money(sale.total) })}</p>}
      <div className="row">
        <ActionButton action="voidSale.no" />
        <ActionButton action="voidSale.yes" className="button isStop" />
      </div>
    </Panel>
  );
}

function CloseRegister() {
  const words = useWords().screen;
  return (
    <Panel title={words.closeRegister} className="isNarrow">
      <p>{words.closeRegisterHint}</p>
      <div className="row">
        <ActionButton action="closeRegister.no" />
        <ActionButton action="closeRegister.yes" className="button isMain" />
      </div>
    </Panel>
  );
}

function NoSale() {
  const { till } = useCounter();
  const words = useWords().screen;
  const panel = useTill((state) => state.panel);
  const reason = panel?.name === 'noSale' ? panel.reason : '';
  const write = (text: string) => till.store.setState({ panel: { name: 'noSale', reason: text } });
  return (
    <Panel title={words.noSaleTitle} className="isNarrow">
      <div className="row">
        {words.reasons.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={reason === one}
            onMouseDown={keepFocus}
            onClick={() => write(one)}
          >
            {one}
          </button>
        ))}
      </div>
      <label className="field">
        <span>{words.reason}</span>
        <input
          data-first-focus
          value={reason}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => write(event.target.value)}
        />
      </label>
      <div className="row">
        <ActionButton action="noSale.close" />
        <ActionButton action="noSale.open" className="button isMain" />
      </div>
    </Panel>
  );
}

function Menu() {
  const words = useWords().screen;
  return (
    <Panel title={words.menuTitle} className="isNarrow">
      <div className="stack">
        <ActionButton action="menu.lock" className="button isMain" />
        <ActionButton action="menu.closeShift" />
        <ActionButton action="menu.xReport" />
        <ActionButton action="menu.close" />
      </div>
    </Panel>
  );
}

function Help() {
  const { actions } = useCounter();
  const words = useWords().screen;
  const screen = useTill(screenOf);
  const shown = actions.filter(
    (action) => action.cap !== '' && (action.context === screen || action.context === 'everywhere'),
  );
  return (
    <Panel title={words.helpTitle}>
      <dl className="helpKeys">
        {shown.map((action) => (
          <div key={action.id}>
            <dt>
              <kbd translate="no">{action.cap}</kbd>
            </dt>
            <dd>{action.word(words)}</dd>
          </div>
        ))}
      </dl>
      <ActionButton action="help.close" />
    </Panel>
  );
}

export function Panels() {
  const name = useTill((state) => state.panel?.name);
  switch (name) {
    case 'search':
      return <Search />;
    case 'weight':
      return <Weight />;
    case 'voidSale':
      return <VoidSale />;
    case 'noSale':
      return <NoSale />;
    case 'closeRegister':
      return <CloseRegister />;
    case 'menu':
      return <Menu />;
    case 'help':
      return <Help />;
    default:
      return null;
  }
}
