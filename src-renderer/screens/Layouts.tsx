// The layouts of the shop's own barcodes: in their order, with a label to try them on, and the form of one.
import { formatQuantity } from '#contract/quantity.ts';
import type { LabelRead } from '#contract/catalog.ts';
import { chooseLayout, layoutForm, layoutMeant, layoutsPanel } from '#screen/verbs/layouts.ts';
import { listedLayouts, writeLayout, writeTrial } from '#screen/verbs/layouts.ts';
import type { ListedLayout } from '#screen/verbs/layouts.ts';
import type { LayoutDraft } from '#screen/state/layout-draft.ts';
import type { Trial } from '#screen/state/shop-panels.ts';
import { may } from '#screen/verbs/shift.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Chip, Chips, FormField, FormPart } from '#screen/components/FormField.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Panel } from '#screen/components/Panel.tsx';

/** What was read, in one line. */
function useTrialWords(): (read: LabelRead, layout: string) => string {
  const { layouts: words } = useWords();
  const { money } = useFormats();
  const language = useTill((state) => state.language);
  return ({ item, articleCode, said }, layout) => {
    const article = item?.names[language] ?? words.noArticle({ code: articleCode });
    if (!said.ok) return words.readAs({ layout, article, said: words.misread[said.problem] });
    const { amount, quantity } = said.figures;
    const isWeight = item === null || item.unit === 'kg';
    const count = quantity === null ? '' : formatQuantity(quantity);
    const much = quantity === null ? [] : [isWeight ? `${count} kg` : words.pieces({ count })];
    const figures = [...(amount === null ? [] : [money(amount)]), ...much].join(' · ');
    return words.readAs({ layout, article, said: figures });
  };
}

/** The field to try a label in, and what was read from it. */
function TryLabel({
  trial,
  nameOf,
  isFirst,
}: {
  trial: Trial;
  nameOf: (id: string) => string;
  isFirst: boolean;
}) {
  const { till } = useCounter();
  const { layouts: words } = useWords();
  const say = useTrialWords();
  const { text, tried } = trial;
  const said = () => {
    if (tried === null) return '';
    const { code, read } = tried;
    if (read === null) return isFirst ? words.fitsNone({ code }) : words.fitsNot({ code });
    return say(read, nameOf(read.layoutId));
  };
  const isGood = tried?.read?.said.ok === true && tried.read.item !== null;
  return (
    <div className="tryLabel">
      <label className="field">
        <span>{words.tryLabel}</span>
        <input
          {...(isFirst ? { 'data-first-focus': true } : {})}
          name="tryLabel"
          value={text}
          maxLength={64}
          autoComplete="off"
          inputMode="numeric"
          onChange={(event) => writeTrial(till, event.target.value)}
        />
      </label>
      <output className={isGood ? 'isGood' : ''}>
        {tried !== null && <Icon name={isGood ? 'ready' : 'warning'} />}
        {said()}
      </output>
    </div>
  );
}

function Row({ listed, isChosen }: { listed: ListedLayout; isChosen: boolean }) {
  const { till } = useCounter();
  const { layouts: words } = useWords();
  const language = useTill((state) => state.language);
  const { layout, place } = listed;
  return (
    <li className="shopRowPlace">
      <button
        type="button"
        className="shopRow isPromotion"
        data-layout={layout.id}
        aria-pressed={isChosen}
        onMouseDown={keepFocus}
        onClick={() => chooseLayout(till, layout.id)}
      >
        <span className="foundName">{layout.names[language]}</span>
        <code className="layoutPattern" translate="no">
          {layout.pattern}
        </code>
        <span className={place === null ? 'pill' : 'pill isGood'}>
          <Icon name={place === null ? 'unreached' : 'ready'} />
          {place === null ? words.notUsed : words.place({ place })}
        </span>
      </button>
    </li>
  );
}

export function Layouts() {
  const { layouts: words, shop, screen } = useWords();
  const panel = useTill(layoutsPanel);
  const meant = useTill((state) => layoutMeant(state)?.layout.id ?? null);
  const language = useTill((state) => state.language);
  const mayEdit = useTill((state) => may(state, 'catalog.edit'));
  if (panel === null) return null;
  const listed = listedLayouts(panel);
  const nameOf = (id: string) => listed.find(({ layout }) => layout.id === id)?.layout.names[language] ?? id;
  return (
    <Panel title={words.layouts} className="isTall isShop">
      <p className="aside">{mayEdit ? words.hint : shop.lookOnly}</p>
      <TryLabel trial={panel} nameOf={nameOf} isFirst />
      <ul className="shopRows" aria-label={words.layouts}>
        {listed.map((one) => (
          <Row key={one.layout.id} listed={one} isChosen={one.layout.id === meant} />
        ))}
      </ul>
      {panel.layouts === null && <p role="status">{screen.computing}</p>}
      <div className="row isEnd">
        <ActionButton action="layouts.back" />
        <ActionButton action="layouts.up" />
        <ActionButton action="layouts.down" />
        <ActionButton action="layouts.switch" />
        <ActionButton action="layouts.enter" />
        <ActionButton action="layouts.add" className="button isMain" />
      </div>
    </Panel>
  );
}

function Text({ draft, field }: { draft: LayoutDraft; field: 'nameEn' | 'nameZh' | 'pattern' }) {
  const { till } = useCounter();
  const { layouts: words } = useWords();
  return (
    <FormField
      name={field}
      label={words[field]}
      value={draft[field]}
      most={field === 'pattern' ? 40 : 120}
      isFirst={field === 'nameEn'}
      {...(field === 'pattern' ? { hint: '21IIIIIWWWWWC' } : {})}
      onWrite={(text) => writeLayout(till, { [field]: text })}
    />
  );
}

const codes = ['plu', 'sku', 'itemReference'] as const;
const amounts = [null, 0, 1, 2, 3] as const;

function Figures({ draft }: { draft: LayoutDraft }) {
  const { till } = useCounter();
  const { layouts: words } = useWords();
  return (
    <>
      <Chips label={words.codeIs}>
        {codes.map((code) => (
          <Chip
            key={code}
            name={code}
            isOn={draft.codeIs === code}
            onPick={() => writeLayout(till, { codeIs: code })}
          >
            {words.codes[code]}
          </Chip>
        ))}
      </Chips>
      <div className="layoutUnits">
        <Chips label={words.weightDecimals}>
          {words.weightUnits.map((unit, decimals) => (
            <Chip
              key={unit}
              name={`weight-${decimals}`}
              isOn={draft.weightDecimals === decimals}
              onPick={() => writeLayout(till, { weightDecimals: decimals })}
            >
              {unit}
            </Chip>
          ))}
        </Chips>
        <Chips label={words.amountDecimals}>
          {amounts.map((decimals) => (
            <Chip
              key={String(decimals)}
              name={`amount-${decimals}`}
              isOn={draft.amountDecimals === decimals}
              onPick={() => writeLayout(till, { amountDecimals: decimals })}
            >
              {decimals === null ? words.asCurrency : decimals}
            </Chip>
          ))}
        </Chips>
      </div>
    </>
  );
}

export function LayoutForm() {
  const { layouts: words } = useWords();
  const panel = useTill(layoutForm);
  if (panel === null) return null;
  const { draft } = panel;
  const title = draft.id === null ? words.add : words.edit;
  return (
    <Panel title={title} className="isTall isShop isForm">
      <div className="formBody" tabIndex={0} role="group" aria-label={title}>
        <FormPart title={words.name}>
          <div className="formFields">
            <Text draft={draft} field="nameEn" />
            <Text draft={draft} field="nameZh" />
            <Text draft={draft} field="pattern" />
          </div>
          <p className="aside">{words.letters}</p>
          <Figures draft={draft} />
        </FormPart>
        <TryLabel trial={panel} nameOf={() => draft.nameEn || draft.nameZh} isFirst={false} />
      </div>
      <div className="row isEnd">
        <ActionButton action="layoutForm.back" />
        <ActionButton action="layoutForm.try" />
        <ActionButton action="layoutForm.save" className="button isMain" />
      </div>
    </Panel>
  );
}
