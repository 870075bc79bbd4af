// How the whole screen is arranged: the theme, the hand and the size that the till's settings ask for, laid on the page
// itself. Keeps nothing; the settings are the till's.
import type { CounterSettings } from '#contract/counter.ts';
import type { Till } from './till.ts';

/** Follows the settings for as long as the page lives. */
export function keepArranged(till: Till, page: HTMLElement): void {
  let laid: CounterSettings | null = null;
  const follow = () => {
    const { counter } = till.store.getState();
    if (counter === laid) return;
    laid = counter;
    page.dataset['theme'] = counter.theme;
    page.dataset['hand'] = counter.hand;
    page.dataset['keys'] = counter.keys.preset;
    setZoom(page, counter.zoomPercent);
  };
  till.store.subscribe(follow);
  follow();
}

/** Through the style object: the page's policy allows no style attribute. */
export function setZoom(page: HTMLElement, percent: number): void {
  page.style.setProperty('zoom', percent === 100 ? '' : `${percent}%`);
}
