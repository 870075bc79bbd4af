// An article that comes back without a receipt: which it is, how much of it, at what price and why.
import { formatQuantity } from '#contract/quantity.ts';
import type { ArticlePanel } from '#screen/state/returns.ts';
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { ReturnKeypad } from '#screen/components/ReturnKeypad.tsx';
import { ReturnReasons } from '#screen/components/ReturnReasons.tsx';

function Article({ panel }: { panel: ArticlePanel }) {
  const words = useWords();
  const { price } = useFormats();
  const language = useTill((state) => state.language);
  const { item, quantity, priceMicros } = panel;
  if (item === null) return <p className="checked">{words.returns.articleHint}</p>;
  const asked = price(priceMicros ?? item.priceMicros);
  return (
    <div className="checked">
      <strong>{item.names[language]}</strong>
      <span translate="no">{item.plu ?? item.gtins[0] ?? item.sku}</span>
      <output className="figure">
        {quantity === null ? words.returns.weightMissing : formatQuantity(quantity)}
        {' × '}
        {item.unit === 'kg' ? words.screen.perKilo({ price: asked }) : asked}
      </output>
      {priceMicros === null && <span>{words.returns.priceToday}</span>}
    </div>
  );
}

export function ReturnArticle() {
  const words = useWords();
  const panel = useTill((state) => state.panel);
  if (panel?.name !== 'returnArticle') return null;
  return (
    <Panel title={words.returns.withoutTitle} className="isReturn">
      <div className="returnColumns">
        <div className="returnSold">
          <div role="status">
            <Article panel={panel} />
          </div>
          <ReturnReasons context="returnArticle" />
        </div>
        <div className="returnSide">
          <ReturnKeypad hint={words.screen.entryHint}>
            <ActionButton action="returnArticle.quantity" className="key isWord">
              {words.screen.quantityShort}
            </ActionButton>
            <ActionButton action="returnArticle.price" className="key isWord" />
            <ActionButton action="returnArticle.erase" className="key isWord" hasCap={false} />
            <ActionButton action="returnArticle.close" className="key isWord" hasCap={false} />
          </ReturnKeypad>
          <ActionButton action="returnArticle.add" />
          <ActionButton action="returnArticle.refund" className="button isMain" />
        </div>
      </div>
    </Panel>
  );
}
