// Help: the keys that work where it was asked for, and the sheet with all keys for the printer. Both are read from the
// action table with the keys of this shop.
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { screenOf } from '#screen/state/screen.ts';
import type { Context } from '#screen/state/screen.ts';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { KeyList, placesOf } from '#screen/components/KeyList.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { editable } from '#screen/verbs/keys.ts';

/** Where help was asked for: in a panel, else on the screen. */
function useHere(): string {
  return useTill((state) => {
    const over = state.panel?.name === 'help' ? (state.panel.over ?? null) : null;
    return over === null ? screenOf(state) : over.name;
  });
}

export function Help() {
  const { actions } = useCounter();
  const words = useWords();
  const here = useHere();
  const isSignedIn = useTill((state) => state.session !== null);
  const shown = actions.filter(
    (action) => action.keys.length > 0 && (action.context === here || action.context === 'everywhere'),
  );
  return (
    <>
      <Panel title={words.screen.helpTitle} className="isHelp">
        <div className="helpBody" tabIndex={0} role="region" aria-label={words.screen.helpTitle}>
          <KeyList places={placesOf(shown)} />
        </div>
        <div className="row isEnd">
          {isSignedIn && (
            <ActionButton action="settings.keys" hasCap={false}>
              {words.keys.changeKeys}
            </ActionButton>
          )}
          <ActionButton action="help.print" />
          <ActionButton action="help.close" />
        </div>
      </Panel>
      <CheatSheet />
    </>
  );
}

/** The shop's data: its keys stand on its buttons, and nobody needs them at the counter. The sheet has one page. */
const notOnSheet: ReadonlySet<Context> = new Set<Context>([
  'taxNumber',
  'shop',
  'promotions',
  'promotion',
  'limits',
  'customers',
  'customerForm',
  'priceLists',
  'priceListForm',
  'priceList',
  'layouts',
  'layoutForm',
  'trusted',
  'devices',
  'printerSetUp',
  'drawerSetUp',
  'besideSetUp',
]);

/** One page with every key of every place where somebody works; on paper only. */
function CheatSheet() {
  const { actions } = useCounter();
  const words = useWords().keys;
  const store = useTill((state) => state.about?.register?.storeName ?? '');
  const preset = useTill((state) => state.counter.keys.preset);
  const shown = editable(actions).filter(({ keys, context }) => keys.length > 0 && !notOnSheet.has(context));
  return (
    <section className="cheatSheet" aria-hidden="true">
      <h1>{words.sheetTitle}</h1>
      <p>
        <span translate="no">{store}</span> · {words.presets[preset]}
      </p>
      <div className="sheetColumns">
        <KeyList places={placesOf(shown)} />
      </div>
    </section>
  );
}
