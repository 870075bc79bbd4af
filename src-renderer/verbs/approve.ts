// Asking somebody else to approve what whoever is signed in may not do: by PIN or by badge, for one command. Whoever is signed
// in stays so; where nobody approves, the cashier stands where they stood.
import type { Args, CommandName, Result } from '#contract/commands.ts';
import type { Approval } from '#contract/limits.ts';
import { badge } from '#contract/staff.ts';
import type { StaffCard } from '#contract/staff.ts';
import type { Words } from '#contract/words/index.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { ApprovableName, ApprovalPanel, Asked } from '#screen/state/counter-panels.ts';
import { noticeOf } from '#screen/state/model.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import { screenOf } from '#screen/state/screen.ts';
import { takeChange } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { turnOver } from '#screen/state/turn.ts';
import { ask, newId, once } from './ask.ts';
import { sayNo, say, tell } from './say.ts';
import { MIN_PIN } from './staff.ts';

/** What the dialog says of the action, should somebody have to approve it. */
export interface Told {
  title: (words: Words) => string;
  figures: string;
}

/**
 * Does what a panel asked for and takes the change it makes. Where somebody must approve it, that is asked next; after any
 * other no the panel lies there again with all that was said in it.
 */
export async function doOrAsk<N extends ApprovableName>(
  till: Till,
  panel: Panel,
  asked: Asked<N>,
  told: Told,
): Promise<void> {
  const { store } = till;
  await turnOver(till, asked.name, async () => {
    const screen = screenOf(store.getState());
    const { unselectedAt } = store.getState();
    store.setState({ panel: null, notice: null, unselectedAt: null });
    const outcome = await till.bridge.call<ApprovableName>(asked.name, asked.args);
    if (outcome.ok) {
      store.setState({ selected: null });
      await takeChange(till, outcome.result);
      // Esc that came meanwhile lets go of every line as the sale stands now, however late the answer was.
      store.setState((now) =>
        now.unselectedAt === null ? {} : { unselectedAt: now.sale?.sale.version ?? null },
      );
      return 'done';
    }
    store.setState((now) => (now.unselectedAt === null ? { unselectedAt } : {}));
    // Unless the cashier has gone on to something else.
    const isHere = store.getState().panel === null && screenOf(store.getState()) === screen;
    if (isHere && 'refusal' in outcome && outcome.refusal.code === 'approval.needed') {
      const needed = outcome.refusal.details;
      const next: ApprovalPanel = { name: 'approval', asked, needed, ...told, back: panel };
      store.setState({ panel: next, picked: null, entry: emptyEntry });
      return 'done';
    }
    tell(till, noticeOf(outcome));
    if (isHere) store.setState({ panel });
    return 'refused';
  });
}

function approvalOf({ panel }: Pick<TillState, 'panel'>): ApprovalPanel | null {
  return panel?.name === 'approval' ? panel : null;
}

/** Those who may approve what is asked. */
export function approversOf(state: Pick<TillState, 'about' | 'panel'>): StaffCard[] {
  const ids = approvalOf(state)?.needed.approvers ?? [];
  return (state.about?.staff ?? []).filter(({ staffId }) => ids.includes(staffId));
}

export function approverPicked(state: Pick<TillState, 'about' | 'panel' | 'picked'>): StaffCard | null {
  const cards = approversOf(state);
  return cards.find(({ staffId }) => staffId === state.picked) ?? cards[0] ?? null;
}

export function moveApprover(till: Till, by: 1 | -1): void {
  const cards = approversOf(till.store.getState());
  const at = cards.findIndex(({ staffId }) => staffId === approverPicked(till.store.getState())?.staffId);
  const next = cards[(at + by + cards.length) % cards.length];
  if (next !== undefined) till.store.setState({ picked: next.staffId, entry: emptyEntry, notice: null });
}

export function mayApprove(state: TillState): boolean {
  return approverPicked(state) !== null && state.entry.text.length >= MIN_PIN;
}

/** Nobody approves: the cashier stands where they stood, with all that was said. */
export function leaveApproval(till: Till): void {
  const panel = approvalOf(till.store.getState());
  if (panel !== null) {
    till.store.setState({ panel: panel.back, entry: emptyEntry, picked: null, notice: null });
  }
}

export async function approveWithPin(till: Till): Promise<void> {
  const state = till.store.getState();
  const card = approverPicked(state);
  if (card === null || !mayApprove(state)) return;
  const { staffId } = card;
  await approveBy(till, 'session.approve', (action) => ({
    commandId: newId(),
    action,
    staffId,
    pin: state.entry.text,
  }));
}

/** A badge approves with one scan; what cannot be one is not sent, and shown to nobody. */
export async function approveWithBadge(till: Till, code: string): Promise<void> {
  const read = badge.safeParse(code);
  if (!read.success) return sayNo(till, (w) => w.discount.notABadge);
  return approveBy(till, 'session.approveWithBadge', (action) => ({
    commandId: newId(),
    action,
    badge: read.data,
  }));
}

type Proof = Extract<CommandName, 'session.approve' | 'session.approveWithBadge'>;
type Action = Args<Proof>['action'];

async function approveBy<N extends Proof>(
  till: Till,
  name: N,
  argsFor: (action: Action) => Args<N>,
): Promise<void> {
  const panel = approvalOf(till.store.getState());
  if (panel === null) return;
  await once(till, 'approve', async () => {
    const { asked } = panel;
    const args = argsFor({ name: asked.name, args: asked.args });
    // The PIN leaves the screen's memory with the request, whatever the answer is.
    till.store.setState({ entry: emptyEntry, notice: null });
    const approval: Result<Proof> | null = await ask<Proof>(till, name, args);
    // Whoever has left meanwhile wants nothing done any more.
    if (approval !== null && till.store.getState().panel === panel) await doApproved(till, panel, approval);
  });
}

async function doApproved(till: Till, panel: ApprovalPanel, approval: Approval): Promise<void> {
  const { asked } = panel;
  const args = { ...asked.args, approval: approval.approvalId };
  const change = await ask<ApprovableName>(till, asked.name, args);
  if (change === null) return;
  till.store.setState(({ panel: now }) => ({
    selected: null,
    picked: null,
    ...(now === panel ? { panel: null } : {}),
  }));
  await takeChange(till, change);
  panel.onward?.();
  say(till, (w) => w.discount.approvedBy({ name: approval.approver.name }));
}
