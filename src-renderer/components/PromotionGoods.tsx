// The goods of a promotion in its form: those that are in it, the field that finds more, what was found, the categories to
// tap. Articles with a price of their own have a field for it.
import type { PromotionTarget } from '#contract/promotion.ts';
import {
  addFoundGoods,
  dropGoods,
  findGoods,
  formPanel,
  switchCategory,
  writeDraft,
} from '#screen/verbs/promotion-form.ts';
import { isPriced } from '#screen/state/promotion-draft.ts';
import type { PromotionDraft } from '#screen/state/promotion-draft.ts';
import type { GoodsFound } from '#screen/state/shop-panels.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';
import { useArticleName } from './ArticleName.tsx';
import { Chip, FormField, Taken } from './FormField.tsx';

function TakenArticle({ sku, onRemove }: { sku: string; onRemove: () => void }) {
  const words = useWords().promotion;
  const name = useArticleName(sku);
  return <Taken name={name} remove={words.removeOf({ name })} onRemove={onRemove} />;
}

/** Categories, brands and articles of the part that is open. */
function InIt({ target }: { target: PromotionTarget }) {
  const { till } = useCounter();
  const words = useWords().promotion;
  const language = useTill((state) => state.language);
  const categories = useTill((state) => state.shelf.categories);
  const { brands, skus } = target;
  if (target.categories.length + brands.length + skus.length === 0)
    return <p className="aside">{words.everythingHint}</p>;
  const nameOf = (id: string) => categories.find((one) => one.id === id)?.names[language] ?? id;
  return (
    <div className="row takenGoods">
      {target.categories.map((id) => (
        <Taken
          key={id}
          name={nameOf(id)}
          remove={words.removeOf({ name: nameOf(id) })}
          onRemove={() => dropGoods(till, 'categories', id)}
        />
      ))}
      {brands.map((name) => (
        <Taken
          key={name}
          name={name}
          remove={words.removeOf({ name })}
          onRemove={() => dropGoods(till, 'brands', name)}
        />
      ))}
      {skus.map((sku) => (
        <TakenArticle key={sku} sku={sku} onRemove={() => dropGoods(till, 'skus', sku)} />
      ))}
    </div>
  );
}

function PricedArticle({ draft, at }: { draft: PromotionDraft; at: number }) {
  const { till } = useCounter();
  const words = useWords().promotion;
  const { sku, price } = draft.prices[at] ?? { sku: '', price: '' };
  const name = useArticleName(sku);
  const put = (prices: PromotionDraft['prices']) => writeDraft(till, { prices });
  return (
    <li className="pricedArticle">
      <FormField
        name={`price-${sku}`}
        label={words.priceOf({ name })}
        value={price}
        most={16}
        isFigure
        onWrite={(text) => put(draft.prices.map((one, i) => (i === at ? { sku, price: text } : one)))}
      />
      <Taken
        name={name}
        remove={words.removeOf({ name })}
        onRemove={() => put(draft.prices.filter((one) => one.sku !== sku))}
      />
    </li>
  );
}

function Priced({ draft }: { draft: PromotionDraft }) {
  const words = useWords().promotion;
  if (draft.prices.length === 0) return <p className="aside">{words.pricesHint}</p>;
  return (
    <ul className="pricedArticles">
      {draft.prices.map(({ sku }, at) => (
        <PricedArticle key={sku} draft={draft} at={at} />
      ))}
    </ul>
  );
}

interface FoundProps {
  find: GoodsFound;
  categories: readonly string[];
  onPick: (at: number) => void;
}

/** What was found for the typed text: categories, then articles. */
export function FoundGoods({ find, categories, onPick }: FoundProps) {
  const language = useTill((state) => state.language);
  const words = useWords();
  const shelf = useTill((state) => state.shelf.categories);
  const { price } = useFormats();
  const rows = [
    ...categories.map((id) => ({
      key: id,
      name: shelf.find((one) => one.id === id)?.names[language] ?? id,
      what: words.promotion.category,
    })),
    ...find.items.map((item) => ({
      key: item.sku,
      name: item.names[language],
      what: price(item.priceMicros),
    })),
  ];
  return (
    <ul id="goods-found" className="goodsFound" role="listbox" aria-label={words.quick.found}>
      {rows.map(({ key, name, what }, at) => (
        <li key={key} role="none">
          <button
            type="button"
            role="option"
            id={`goods-found-${at}`}
            className="goodsRow"
            aria-selected={at === find.chosen}
            tabIndex={-1}
            onMouseDown={keepFocus}
            onClick={() => onPick(at)}
          >
            <span className="foundName">{name}</span>
            <span className="foundCategory">{what}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface FindProps {
  label: string;
  find: GoodsFound;
  categories: readonly string[];
  onWrite: (text: string) => void;
  onPick: (at: number) => void;
  isFirst?: boolean;
}

/** The field that finds goods by name, with what it found under it. */
export function FindGoods({ label, find, categories, onWrite, onPick, isFirst }: FindProps) {
  const count = categories.length + find.items.length;
  return (
    <>
      <label className="field">
        <span>{label}</span>
        <input
          {...(isFirst === true ? { 'data-first-focus': true } : {})}
          // It comes back after a price was kept, and is where one goes on typing.
          autoFocus={isFirst === true}
          name="goods"
          role="combobox"
          aria-expanded={count > 0}
          aria-controls="goods-found"
          aria-activedescendant={count > 0 ? `goods-found-${find.chosen}` : undefined}
          value={find.text}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => onWrite(event.target.value)}
        />
      </label>
      {find.text !== '' && <FoundGoods find={find} categories={categories} onPick={onPick} />}
    </>
  );
}

export function PromotionGoods() {
  const { till } = useCounter();
  const words = useWords().promotion;
  const language = useTill((state) => state.language);
  const shelf = useTill((state) => state.shelf.categories);
  const panel = useTill(formPanel);
  if (panel === null) return null;
  const { draft, find, part } = panel;
  const isPrices = isPriced(draft.kind);
  const target = draft.parts[part]?.target ?? { skus: [], categories: [], brands: [] };
  return (
    <>
      {isPrices ? <Priced draft={draft} /> : <InIt target={target} />}
      <FindGoods
        label={isPrices ? words.addArticle : words.addGoods}
        find={find}
        categories={isPrices ? [] : find.categories}
        onWrite={(text) => void findGoods(till, text)}
        onPick={(at) => void addFoundGoods(till, at)}
      />
      {!isPrices && find.text === '' && (
        <div className="row" role="group" aria-label={words.addCategory}>
          {shelf.map(({ id, names }) => (
            <Chip
              key={id}
              name={id}
              isOn={target.categories.includes(id)}
              onPick={() => switchCategory(till, id)}
              isSkipped
            >
              {names[language]}
            </Chip>
          ))}
        </div>
      )}
    </>
  );
}
