// What was taken off, shown where it was: the tags under a line's name, and the rows under the basket for what is taken off the
// whole sale. Figures come finished.
import type { LineItem } from '#contract/sale.ts';
import { discountWords } from '#screen/verbs/discount.ts';
import { useFormats, useLanguage, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from './ActionButton.tsx';
import { Icon } from './Icon.tsx';

/** Each promotion by its name, then what was given by hand and why. */
export function LineSavings({ line }: { line: LineItem }) {
  const words = useWords();
  const language = useLanguage();
  const { money, off } = useFormats();
  const { promotions, discount } = line;
  if (promotions.length === 0 && discount === null) return null;
  const told = promotions.map(({ names, saved }) => `${off(saved)} ${names[language]}`);
  if (discount !== null) {
    const given = discount.given.kind === 'percent' ? discountWords(words, discount.given, money) : null;
    const amount = off(discount.amount);
    told.push([amount, given ?? '', discount.reason].filter((part) => part !== '').join(' · '));
  }
  return (
    <span className="lineSaved">
      <Icon name="tag" />
      <span className="lineSavedText" translate="no">
        {told.join(' · ')}
      </span>
    </span>
  );
}

/** The discount on the whole sale, in a row of its own with the way to take it off. */
function SaleDiscount() {
  const words = useWords();
  const { money, off } = useFormats();
  const discount = useTill((state) => state.sale?.sale.orderDiscount ?? null);
  if (discount === null) return null;
  return (
    <div className="saleDiscount">
      <Icon name="tag" />
      <span className="saleDiscountText">
        <strong>{words.discount.saleRow}</strong>
        <span translate="no">
          {discountWords(words, discount.given, money)} · {discount.reason}
        </span>
      </span>
      <ActionButton action="sell.takeOff" hasCap={false} />
      <span className="lineAmount">{off(discount.amount)}</span>
    </div>
  );
}

/** Every promotion that counts in this sale, with what it takes off. */
function SalePromotions() {
  const words = useWords().discount;
  const language = useLanguage();
  const { off } = useFormats();
  const promotions = useTill((state) => state.sale?.sale.promotions);
  if (promotions === undefined || promotions.length === 0) return null;
  return (
    <ul className="salePromotions" aria-label={words.promotions}>
      {promotions.map(({ promotionId, names, saved }) => (
        <li key={promotionId} translate="no">
          <Icon name="tag" />
          <span>
            {names[language]} {off(saved)}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function SaleSavings() {
  return (
    <div className="saleSavings">
      <SalePromotions />
      <SaleDiscount />
    </div>
  );
}
