// The keys of some actions, place by place, as help and the printed sheet show them. Reads what counts now, so that
// neither can say anything else than the keys do.
import type { KeyedAction } from '#screen/actions/action.ts';
import { capOf } from '#screen/keymap/name.ts';
import { useWords } from '#screen/state/context.tsx';
import { placeWords } from '#screen/verbs/keys.ts';

export function KeyCaps({ keys }: { keys: readonly string[] }) {
  return keys.map((key) => (
    <kbd key={key} translate="no">
      {capOf(key)}
    </kbd>
  ));
}

export interface Place {
  context: string;
  actions: KeyedAction[];
}

/** The actions by the place where they count, in the order of the table, `everywhere` last. */
export function placesOf(actions: readonly KeyedAction[]): Place[] {
  const places: Place[] = [];
  for (const action of actions) {
    const place = places.find((one) => one.context === action.context);
    if (place === undefined) places.push({ context: action.context, actions: [action] });
    else place.actions.push(action);
  }
  const isLast = (place: Place) => place.context === 'everywhere';
  return [...places.filter((place) => !isLast(place)), ...places.filter(isLast)];
}

export function KeyList({ places }: { places: readonly Place[] }) {
  const words = useWords();
  return places.map((place) => (
    <section key={place.context} className="keyPlace">
      <h3>{placeWords(place.context, words)}</h3>
      <dl className="helpKeys">
        {place.actions.map((action) => (
          <div key={action.id}>
            <dt>
              <KeyCaps keys={action.keys} />
            </dt>
            <dd>{action.word(words.screen, words)}</dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
