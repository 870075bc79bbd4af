// Which screen is to be seen and which keys count, both derived from the state, so that nobody can stand at the counter
// without a session or sell without a shift. Pure.
import type { Panel, Place, TillState } from './model.ts';

export type ScreenName = 'wait' | 'trouble' | 'setUp' | 'unlock' | 'openShift' | Place['name'];

/** Places that go on without an open shift: its cash is being counted or was. */
const shiftless: ReadonlySet<Place['name']> = new Set(['count', 'counted', 'zReport', 'xReport']);

export function screenOf(state: TillState): ScreenName {
  if (state.connection === 'refused' || state.about === null) return 'wait';
  if (state.about.mode.kind === 'viewOnly') return 'trouble';
  if (!state.about.isSetUp) return 'setUp';
  if (state.session === null) return 'unlock';
  if (state.shift === null && !shiftless.has(state.place.name)) return 'openShift';
  return state.place.name;
}

/** A stack of key contexts, the top first. `away` is a till that does not answer: it takes no keys at all. */
export type Context = ScreenName | Panel['name'] | 'everywhere' | 'away' | 'keyCapture';

export function contextsOf(state: TillState): readonly Context[] {
  if (state.connection !== 'ready') return ['away'];
  // The next key is to be learned, whichever it is.
  if (state.panel?.name === 'keys' && state.panel.learning !== undefined) return ['keyCapture'];
  // A panel takes all keys; what lies under it must not hear them.
  if (state.panel !== null) return [state.panel.name, 'everywhere'];
  return [screenOf(state), 'everywhere'];
}

/** What a scan puts back when its characters had first been taken for typing. */
export type Standing = Pick<
  TillState,
  'place' | 'panel' | 'entry' | 'meaning' | 'selected' | 'picked' | 'notice'
>;

export function standingOf(state: TillState): Standing {
  const { place, panel, entry, meaning, selected, picked, notice } = state;
  return { place, panel, entry, meaning, selected, picked, notice };
}
