// The shop's promotions: each by its name, what it gives, when, and how it stands today; and the form of one. Judges nothing
// itself.
import { useEffect, useRef } from 'react';
import type { Promotion } from '#contract/promotion.ts';
import { formPanel, speechIn } from '#screen/verbs/promotion-form.ts';
import { calledWords, stateOf, whenWords } from '#screen/verbs/promotion-words.ts';
import type { PromotionState } from '#screen/verbs/promotion-words.ts';
import { choosePromotion, promotionMeant, switchPromotion } from '#screen/verbs/promotions.ts';
import { learnName } from '#screen/verbs/shop.ts';
import { may } from '#screen/verbs/shift.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Chip, FormPart } from '#screen/components/FormField.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import type { IconName } from '#screen/components/Icon.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { PromotionGives } from '#screen/components/PromotionGives.tsx';
import { PromotionGoods } from '#screen/components/PromotionGoods.tsx';
import { PromotionTerms } from '#screen/components/PromotionTerms.tsx';

const looks: Record<PromotionState, { pill: string; icon: IconName }> = {
  active: { pill: 'pill isGood', icon: 'ready' },
  notYet: { pill: 'pill', icon: 'clock' },
  over: { pill: 'pill', icon: 'done' },
  off: { pill: 'pill isWarning', icon: 'no' },
};

/** The articles that the words of an offer name first. */
function firstArticles({ rule }: Promotion): string[] {
  const targets = rule.kind === 'bundle' ? rule.parts.map(({ target }) => target) : [];
  const skus =
    'prices' in rule ? rule.prices.map(({ sku }) => sku) : 'target' in rule ? rule.target.skus : [];
  return [skus, ...targets.map((target) => target.skus)].flatMap((all) => all.slice(0, 1));
}

function Row({ one, isChosen }: { one: Promotion; isChosen: boolean }) {
  const { till } = useCounter();
  const words = useWords();
  const row = useRef<HTMLLIElement>(null);
  const language = useTill((state) => state.language);
  const what = useTill((state) => calledWords(speechIn(state, language), one.rule));
  const today = useTill((state) => (state.panel?.name === 'promotions' ? state.panel.today : null));
  const standing = stateOf(one, today);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  useEffect(() => {
    for (const sku of firstArticles(one)) void learnName(till, sku);
  }, [till, one]);
  return (
    <li ref={row} className="shopRowPlace">
      <button
        type="button"
        className="shopRow isPromotion"
        data-promotion={one.promotionId}
        aria-pressed={isChosen}
        onMouseDown={keepFocus}
        onClick={() => choosePromotion(till, one.promotionId)}
      >
        <span className="shopRowText">
          <span className="foundName">{one.names[language]}</span>
          <span className="foundCategory">{what}</span>
        </span>
        <span className="shopRowWhen" translate="no">
          {whenWords(words, one)}
        </span>
        <span className={looks[standing].pill}>
          <Icon name={looks[standing].icon} />
          {words.promotion.states[standing]}
        </span>
      </button>
      <Chip
        name={`switch-${one.promotionId}`}
        isOn={one.isActive}
        onPick={() => void switchPromotion(till, one)}
        isSkipped
      >
        {one.isActive ? words.promotion.on : words.promotion.off}
      </Chip>
    </li>
  );
}

export function Promotions() {
  const words = useWords();
  const all = useTill((state) => (state.panel?.name === 'promotions' ? state.panel.all : null));
  const meant = useTill(promotionMeant);
  const mayEdit = useTill((state) => may(state, 'catalog.edit'));
  return (
    <Panel title={words.promotion.promotions} className="isTall isShop">
      <p className="aside">{mayEdit ? words.promotion.listHint : words.shop.lookOnly}</p>
      <ul className="shopRows" aria-label={words.promotion.promotions}>
        {all?.map((one) => (
          <Row key={one.promotionId} one={one} isChosen={one.promotionId === meant?.promotionId} />
        ))}
      </ul>
      {all?.length === 0 && <p>{words.promotion.none}</p>}
      {all === null && <p role="status">{words.screen.computing}</p>}
      <div className="row isEnd">
        <ActionButton action="promotions.back" />
        <ActionButton action="promotions.switch" />
        <ActionButton action="promotions.edit" />
        <ActionButton action="promotions.add" className="button isMain" />
      </div>
    </Panel>
  );
}

export function PromotionForm() {
  const words = useWords().promotion;
  const language = useTill((state) => state.language);
  const draft = useTill((state) => formPanel(state)?.draft ?? null);
  if (draft === null) return null;
  const name = language === 'en' ? draft.nameEn : draft.nameZh;
  const title = draft.promotionId === null ? words.newTitle : words.editTitle({ name });
  return (
    // Another kind has another first field; what is typed next belongs there.
    <Panel key={draft.kind} title={title} className="isTall isShop isForm">
      <div className="formBody" tabIndex={0} role="group" aria-label={title}>
        <FormPart title={words.what}>
          <PromotionGives />
        </FormPart>
        <FormPart title={words.goods}>
          <PromotionGoods />
        </FormPart>
        <PromotionTerms />
      </div>
      <div className="row isEnd">
        <ActionButton action="promotion.back" />
        <ActionButton action="promotion.save" className="button isMain" />
      </div>
    </Panel>
  );
}
