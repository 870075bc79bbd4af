// What the sensor of a drawer saw, as the journal takes it. Owns the form alone.
import type { JournalBody } from '#contract/journal.ts';
import type { DrawerEvent } from '#hardware/ports.ts';

type DrawerKind = 'drawer.foundOpen' | 'drawer.leftOpen';

/** `drawer` is what it is called. No money moves by it, so nothing is posted. */
export function drawerRow(
  event: DrawerEvent,
  drawer: string,
): { kind: DrawerKind; body: JournalBody<DrawerKind> } {
  if (event.kind === 'foundOpen') return { kind: 'drawer.foundOpen', body: { postings: [], drawer } };
  return { kind: 'drawer.leftOpen', body: { postings: [], drawer, seconds: event.seconds } };
}
