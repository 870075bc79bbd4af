// The prices in one list: each article with its price there, and the one that is being written.
import type { ListPrice } from '#contract/price-list.ts';
import { formatQuantity } from '#contract/quantity.ts';
import {
  changePrice,
  dropPrice,
  findPriced,
  pickPriced,
  pricesPanel,
  writePriceDraft,
} from '#screen/verbs/price-list.ts';
import type { PriceDraft } from '#screen/state/price-draft.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { useArticleName } from '#screen/components/ArticleName.tsx';
import { Chip, FormField } from '#screen/components/FormField.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { FindGoods } from '#screen/components/PromotionGoods.tsx';

function Row({ one }: { one: ListPrice }) {
  const { till } = useCounter();
  const words = useWords().shop;
  const { price } = useFormats();
  const name = useArticleName(one.sku);
  return (
    <li className="shopRowPlace">
      <button
        type="button"
        className="shopRow isPrice"
        data-price={`${one.sku} ${one.fromQuantity}`}
        onMouseDown={keepFocus}
        onClick={() => changePrice(till, one)}
      >
        <span className="shopRowText">
          <span className="foundName">{name}</span>
          <span className="foundCategory" translate="no">
            {one.sku}
          </span>
        </span>
        <span className="shopRowWhen">
          {one.fromQuantity > 0 && words.fromCount({ from: formatQuantity(one.fromQuantity) })}
        </span>
        <strong className="figure">{price(one.priceMicros)}</strong>
      </button>
      <Chip
        name={`drop-${one.sku}-${one.fromQuantity}`}
        isOn={false}
        onPick={() => void dropPrice(till, one)}
      >
        {words.dropPrice}
      </Chip>
    </li>
  );
}

function Writing({ draft }: { draft: PriceDraft }) {
  const { till } = useCounter();
  const words = useWords();
  const name = useArticleName(draft.sku);
  return (
    <div className="pricing">
      <FormField
        // Another article's price is typed into a field that has the focus anew.
        key={draft.sku}
        name="price"
        label={words.promotion.priceOf({ name })}
        value={draft.price}
        most={16}
        isFigure
        takesFocus
        onWrite={(price) => writePriceDraft(till, { price })}
      />
      <FormField
        name="fromQuantity"
        label={words.shop.fromQuantity}
        value={draft.from}
        most={12}
        isFigure
        onWrite={(from) => writePriceDraft(till, { from })}
      />
    </div>
  );
}

export function PriceList() {
  const { till } = useCounter();
  const words = useWords();
  const language = useTill((state) => state.language);
  const panel = useTill(pricesPanel);
  if (panel === null) return null;
  const { list, prices, find, draft } = panel;
  return (
    <Panel title={list.names[language]} className="isTall isShop">
      {draft === null ? (
        <FindGoods
          label={words.promotion.addArticle}
          find={find}
          categories={[]}
          isFirst
          onWrite={(text) => void findPriced(till, text)}
          onPick={(at) => void pickPriced(till, at)}
        />
      ) : (
        <Writing draft={draft} />
      )}
      <p role="status">
        {prices === null ? words.screen.computing : words.shop.priceCount({ count: list.priceCount })}
      </p>
      <ul className="shopRows" aria-label={words.shop.prices}>
        {prices?.map((one) => (
          <Row key={`${one.sku} ${one.fromQuantity}`} one={one} />
        ))}
      </ul>
      <div className="row isEnd">
        <ActionButton action="priceList.back" />
        <ActionButton action="priceList.enter" className="button isMain" />
      </div>
    </Panel>
  );
}
