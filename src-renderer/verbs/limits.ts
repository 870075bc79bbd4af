// How far each role may go, in the settings: opened, written, saved. Approves nothing.
import { firstLimits } from '#contract/limits.ts';
import type { RoleLimits } from '#contract/limits.ts';
import type { Role } from '#contract/staff.ts';
import { limitsDraftOf, readLimits } from '#screen/state/limits-draft.ts';
import type { LimitsDraft } from '#screen/state/limits-draft.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import { refresh } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { say, sayNo } from './say.ts';
import { mayLeave, mayOrTell, openShop } from './shop.ts';

type LimitsPanel = Extract<Panel, { name: 'limits' }>;

export function limitsPanel({ panel }: Pick<TillState, 'panel'>): LimitsPanel | null {
  return panel?.name === 'limits' ? panel : null;
}

function setPanel(till: Till, change: Partial<LimitsPanel>): void {
  till.store.setState((state) => {
    const panel = limitsPanel(state);
    return panel === null ? {} : { panel: { ...panel, ...change } };
  });
}

export function openLimits(till: Till): void {
  const limits = till.store.getState().about?.register?.limits ?? firstLimits;
  const draft = limitsDraftOf(limits);
  till.store.setState({
    panel: { name: 'limits', draft, isChanged: false, isLeaving: false },
    notice: null,
  });
}

export function writeLimit(till: Till, role: Role, kind: keyof RoleLimits, text: string): void {
  const panel = limitsPanel(till.store.getState());
  if (panel === null) return;
  const draft: LimitsDraft = { ...panel.draft, [role]: { ...panel.draft[role], [kind]: text } };
  setPanel(till, { draft, isChanged: true, isLeaving: false });
}

export async function saveLimits(till: Till): Promise<void> {
  const panel = limitsPanel(till.store.getState());
  if (panel === null || !mayOrTell(till, 'limits.edit')) return;
  const read = readLimits(panel.draft);
  if (!read.ok) {
    const { problem } = read;
    return sayNo(till, (w) => {
      const [role, kind] = problem.split(' ') as [Role, keyof RoleLimits];
      return w.shop.limitBad({ role: w.screen.role[role], kind: w.shop.limitKinds[kind] });
    });
  }
  await once(till, 'saveLimits', async () => {
    const saved = await ask(till, 'register.setLimits', { commandId: newId(), limits: read.value });
    if (saved === null) return;
    setPanel(till, { draft: limitsDraftOf(saved), isChanged: false, isLeaving: false });
    // The limits are of the register, which only a fresh look at the till shows.
    await refresh(till);
    say(till, (w) => w.shop.limitsSaved);
  });
}

export function leaveLimits(till: Till): void {
  const panel = limitsPanel(till.store.getState());
  if (panel !== null && mayLeave(till, panel, () => setPanel(till, { isLeaving: true }))) openShop(till);
}
