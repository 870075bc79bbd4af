// Saying why, where a reason is asked: one of those on offer by its digit, or one's own. Sends nothing.
import type { Words } from '#contract/words/index.ts';
import { wordsFor } from '#contract/words/index.ts';
import type { Reasoned } from '#screen/state/counter-panels.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';

/** The panels that ask for a reason. */
export type ReasonPanel = Extract<Panel, Reasoned>;

export function reasonPanel({ panel }: Pick<TillState, 'panel'>): ReasonPanel | null {
  return panel !== null && 'isTyped' in panel ? panel : null;
}

/** The reasons on offer, in the screen's language. */
export function reasonsFor(panel: ReasonPanel, words: Words): readonly string[] {
  switch (panel.name) {
    case 'noSale':
      return words.screen.reasons;
    case 'discount':
      return words.discount.reasons;
    case 'price':
      return words.counter.priceReasons;
    case 'cashReason':
      return words.counter.moveReasons[panel.move];
  }
}

export function pickReason(till: Till, index: number): void {
  const state = till.store.getState();
  const panel = reasonPanel(state);
  const reason = panel && reasonsFor(panel, wordsFor(state.language))[index];
  if (panel !== null && reason !== null && reason !== undefined) {
    till.store.setState({ panel: { ...panel, reason, isTyped: false } });
  }
}

/** The text of one's own reason; from now on it has a field. */
export function writeReason(till: Till, reason: string): void {
  const panel = reasonPanel(till.store.getState());
  if (panel !== null) till.store.setState({ panel: { ...panel, reason, isTyped: true } });
}

/** A letter typed before the field has the focus: the first of a reason, or the next of a fast typist. */
export function typeReason(till: Till, letter: string): void {
  const panel = reasonPanel(till.store.getState());
  if (panel !== null) writeReason(till, (panel.isTyped ? panel.reason : '') + letter);
}
