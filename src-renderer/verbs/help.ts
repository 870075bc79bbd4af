// Asking for help and leaving it again: whatever lay open before lies there afterwards, with all that was typed.
import type { Till } from '#screen/state/till.ts';

export function openHelp(till: Till): void {
  const { panel } = till.store.getState();
  if (panel?.name !== 'help') till.store.setState({ panel: { name: 'help', over: panel }, notice: null });
}

export function closeHelp(till: Till): void {
  const { panel } = till.store.getState();
  if (panel?.name === 'help') till.store.setState({ panel: panel.over ?? null, notice: null });
}

/** The sheet stands on the page while help is open, seen only on paper (style/keys.css). */
export function printCheatSheet(): void {
  window.print();
}
