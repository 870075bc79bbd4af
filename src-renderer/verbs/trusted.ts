// The tills whose receipts are good here: listed, one more trusted by its card, one trusted no more, and this till's own card
// to carry there.
import type { TrustedRegister } from '#contract/register-card.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { chosenAfter } from './articles.ts';
import { ask, newId, once } from './ask.ts';
import { say, sayNo } from './say.ts';
import { mayOrTell } from './shop.ts';

type TrustedPanel = Extract<Panel, { name: 'trusted' }>;

export function trustedPanel({ panel }: Pick<TillState, 'panel'>): TrustedPanel | null {
  return panel?.name === 'trusted' ? panel : null;
}

function setPanel(till: Till, change: Partial<TrustedPanel>): void {
  till.store.setState((state) => {
    const panel = trustedPanel(state);
    return panel === null ? {} : { panel: { ...panel, ...change } };
  });
}

export async function openTrusted(till: Till, chosen: string | null = null): Promise<void> {
  till.store.setState({
    panel: { name: 'trusted', all: null, own: null, text: '', chosen, isWithdrawing: false },
    notice: null,
  });
  const [answer, own] = await Promise.all([
    ask(till, 'register.trusted', {}),
    till.bridge.call('register.card', {}),
  ]);
  if (answer !== null) setPanel(till, { all: answer.trusted, own: own.ok ? own.result.text : null });
}

export function writeCard(till: Till, text: string): void {
  setPanel(till, { text, isWithdrawing: false });
}

/** Which of them is meant, by its key. */
export function chooseTrusted(till: Till, chosen: string): void {
  setPanel(till, { chosen, isWithdrawing: false });
}

export function moveTrusted(till: Till, key: string): void {
  const panel = trustedPanel(till.store.getState());
  const all = panel?.all ?? [];
  const at = all.findIndex(({ publicKey }) => publicKey === panel?.chosen);
  const next = all[chosenAfter(key, at, all.length)];
  if (next !== undefined) chooseTrusted(till, next.publicKey);
}

/** Trusts the till whose card this is: scanned, or typed and pasted. */
export async function trustCard(till: Till, code?: string): Promise<void> {
  const panel = trustedPanel(till.store.getState());
  if (panel === null || !mayOrTell(till, 'register.trust')) return;
  const card = (code ?? panel.text).replaceAll(/\s/g, '');
  if (card === '') return sayNo(till, (w) => w.shop.cardMissing);
  await once(till, 'trust', async () => {
    const trusted = await ask(till, 'register.trust', { commandId: newId(), card });
    if (trusted === null) return;
    if (trustedPanel(till.store.getState()) !== null) await openTrusted(till, trusted.publicKey);
    say(till, (w) => w.shop.tillTrusted({ number: trusted.number, store: trusted.storeName }));
  });
}

/** The chosen till, while its receipts are good here; null without one. */
export function tillMeant(state: Pick<TillState, 'panel'>): TrustedRegister | null {
  const panel = trustedPanel(state);
  const one = panel?.all?.find(({ publicKey }) => publicKey === panel.chosen);
  return one === undefined || one.withdrawn !== undefined ? null : one;
}

/** The first time says what it does; the second time does it. Its card may be brought again. */
export async function withdrawTrust(till: Till): Promise<void> {
  const state = till.store.getState();
  const one = tillMeant(state);
  if (one === null || !mayOrTell(till, 'register.trust')) return;
  const { publicKey } = one;
  const named = { number: one.number, store: one.storeName };
  if (trustedPanel(state)?.isWithdrawing !== true) {
    setPanel(till, { isWithdrawing: true });
    return sayNo(till, (w) => w.shop.trustEnds(named));
  }
  await once(till, 'distrust', async () => {
    const distrusted = await ask(till, 'register.distrust', { commandId: newId(), publicKey });
    if (distrusted === null) return;
    const all = trustedPanel(till.store.getState())?.all ?? null;
    setPanel(till, {
      all: all?.map((other) => (other.publicKey === publicKey ? distrusted : other)) ?? null,
      isWithdrawing: false,
    });
    say(till, (w) => w.shop.trustEnded(named));
  });
}
