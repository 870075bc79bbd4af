// The promotions in the settings: listed, chosen, switched on and off. What one saves is the till's business.
import type { Promotion, PromotionId } from '#contract/promotion.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { chosenAfter } from './articles.ts';
import { ask, newId, once } from './ask.ts';
import { say } from './say.ts';
import { askToday, mayOrTell } from './shop.ts';

type ListPanel = Extract<Panel, { name: 'promotions' }>;

function listPanel({ panel }: Pick<TillState, 'panel'>): ListPanel | null {
  return panel?.name === 'promotions' ? panel : null;
}

/** Opens the list at one of them, else at the first. */
export async function openPromotions(till: Till, chosen: PromotionId | null = null): Promise<void> {
  const { store } = till;
  store.setState({ panel: { name: 'promotions', all: null, today: null, chosen }, notice: null });
  await loadPromotions(till);
}

async function loadPromotions(till: Till): Promise<void> {
  const [answer, today] = await Promise.all([ask(till, 'promotion.list', {}), askToday(till)]);
  till.store.setState((state) => {
    const panel = listPanel(state);
    if (panel === null || answer === null) return {};
    return { panel: { ...panel, all: answer.promotions, today } };
  });
}

/** The one that Enter means: the chosen one, else the first. */
export function promotionMeant(state: Pick<TillState, 'panel'>): Promotion | null {
  const panel = listPanel(state);
  const all = panel?.all ?? [];
  return all.find(({ promotionId }) => promotionId === panel?.chosen) ?? all[0] ?? null;
}

export function choosePromotion(till: Till, chosen: PromotionId): void {
  till.store.setState((state) => {
    const panel = listPanel(state);
    return panel === null ? {} : { panel: { ...panel, chosen }, notice: null };
  });
}

export function movePromotion(till: Till, key: string): void {
  const state = till.store.getState();
  const all = listPanel(state)?.all ?? [];
  const meant = promotionMeant(state);
  const at = all.findIndex(({ promotionId }) => promotionId === meant?.promotionId);
  const next = all[chosenAfter(key, at, all.length)];
  if (next !== undefined) choosePromotion(till, next.promotionId);
}

/** On becomes off and off on: the chosen one, or the one whose switch was tapped. */
export async function switchPromotion(
  till: Till,
  one = promotionMeant(till.store.getState()),
): Promise<void> {
  if (one === null || !mayOrTell(till, 'catalog.edit')) return;
  await once(till, `switch ${one.promotionId}`, async () => {
    const changed: Promotion = { ...one, isActive: !one.isActive };
    const args = { commandId: newId(), put: [changed], removed: [] };
    if ((await ask(till, 'promotion.put', args)) === null) return;
    till.store.setState((state) => {
      const panel = listPanel(state);
      if (panel === null || panel.all === null) return {};
      const all = panel.all.map((other) => (other.promotionId === one.promotionId ? changed : other));
      return { panel: { ...panel, all, chosen: one.promotionId } };
    });
    say(till, (w) =>
      w.promotion.switched({
        name: one.names[till.store.getState().language],
        isOn: changed.isActive,
      }),
    );
  });
}
