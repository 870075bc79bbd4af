// The menu of the shop's data in the settings. Each entry opens a screen of its own.
import { useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Panel } from '#screen/components/Panel.tsx';

export function Shop() {
  const { shop, promotion, layouts } = useWords();
  return (
    <Panel title={shop.shop} className="isNarrow">
      <p className="aside">{shop.shopHint}</p>
      <div className="stack">
        <ActionButton action="shop.promotions">
          <Icon name="tag" />
          {promotion.promotions}
        </ActionButton>
        <ActionButton action="shop.prices">
          <Icon name="count" />
          {shop.prices}
        </ActionButton>
        <ActionButton action="shop.customers">
          <Icon name="person" />
          {shop.customers}
        </ActionButton>
        <ActionButton action="shop.limits">
          <Icon name="amounts" />
          {shop.limits}
        </ActionButton>
        <ActionButton action="shop.trusted">
          <Icon name="safe" />
          {shop.trusted}
        </ActionButton>
        <ActionButton action="shop.layouts">
          <Icon name="scale" />
          {layouts.layouts}
        </ActionButton>
        <ActionButton action="shop.back" />
      </div>
    </Panel>
  );
}
