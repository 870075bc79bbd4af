// How components reach the till: the state they select, the words of its language, the actions. Never the bridge itself.
import { createContext, useCallback, useContext, useMemo, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatMoney, formatPrice } from '#contract/money.ts';
import type { Currency } from '#contract/money.ts';
import type { Language } from '#contract/text.ts';
import { wordsFor } from '#contract/words/index.ts';
import type { Words } from '#contract/words/index.ts';
import type { Action, KeyedAction } from '#screen/actions/action.ts';
import { formatBytes, formatMoment, formatSpan } from '#screen/format.ts';
import { resolveActions } from '#screen/keymap/resolve.ts';
import type { KeyRouter } from '#screen/keys.ts';
import type { TillState } from './model.ts';
import type { Till } from './till.ts';

export interface Counter {
  till: Till;
  /** With the keys that count now: they follow the settings. */
  actions: readonly KeyedAction[];
  router: KeyRouter;
}

/** What every figure and word on the screen is written with. */
interface Writing {
  language: Language;
  words: Words;
  formats: Formats;
}

const CounterContext = createContext<Counter | null>(null);
/**
 * Beside the store, not read from it by each: a basket of two hundred lines would ask it a thousand times at every key
 * what language it is in.
 */
const WritingContext = createContext<Writing | null>(null);

interface Provided {
  /** The rows are the action table's, with their default keys. */
  value: { till: Till; actions: readonly Action[]; router: KeyRouter };
  children: ReactNode;
}

export function TillProvider({ value: { till, actions: rows, router }, children }: Provided) {
  const keys = useStore(till.store, (state) => state.counter.keys);
  const actions = resolveActions(rows, keys);
  const counter = useMemo(() => ({ till, actions, router }), [till, actions, router]);
  const language = useStore(till.store, (state) => state.language);
  const currency = useStore(till.store, (state) => state.about?.register?.currency ?? 'CNY');
  const timeZone = useStore(till.store, (state) => state.about?.register?.timeZone);
  const writing = useMemo(
    () => ({ language, words: wordsFor(language), formats: formatsFor(language, currency, timeZone) }),
    [language, currency, timeZone],
  );
  return (
    <CounterContext value={counter}>
      <WritingContext value={writing}>{children}</WritingContext>
    </CounterContext>
  );
}

function useWriting(): Writing {
  const writing = useContext(WritingContext);
  if (writing === null) throw new Error('There is no till around this component.');
  return writing;
}

export function useCounter(): Counter {
  const counter = useContext(CounterContext);
  if (counter === null) throw new Error('There is no till around this component.');
  return counter;
}

export function useTill<T>(select: (state: TillState) => T): T {
  return useStore(useCounter().till.store, select);
}

/**
 * The same, drawn with the next frame and not before. For what changes with every key: the keys of a scan come faster than
 * frames, and each would have the page laid out anew only to be taken back at the scan's end.
 */
export function useTillAtFrame<T>(select: (state: TillState) => T): T {
  const { store } = useCounter().till;
  const subscribe = useCallback(
    (notify: () => void) => {
      let frame: number | null = null;
      const stop = store.subscribe(() => {
        frame ??= requestAnimationFrame(() => {
          frame = null;
          notify();
        });
      });
      return () => {
        if (frame !== null) cancelAnimationFrame(frame);
        stop();
      };
    },
    [store],
  );
  return useSyncExternalStore(subscribe, () => select(store.getState()));
}

export const useLanguage = (): Language => useWriting().language;

export const useWords = (): Words => useWriting().words;

export interface Formats {
  money: (value: number) => string;
  /** An amount that is taken off: with a minus before it. */
  off: (value: number) => string;
  price: (micros: number) => string;
  /** The minute of an instant on the shop's clock. */
  time: (instant: string) => string;
  /** The same, with its day where that is not today. */
  moment: (instant: string) => string;
  bytes: (count: number) => string;
  span: (seconds: number) => string;
}

/** Amounts, prices and times in the shop's currency and zone and the screen's language. */
export const useFormats = (): Formats => useWriting().formats;

function formatsFor(language: Language, currency: Currency, timeZone: string | undefined): Formats {
  return {
    money: (value) => formatMoney(value, currency, language),
    off: (value) => formatMoney(-value, currency, language),
    price: (micros) => formatPrice(micros, currency, language),
    time: (instant) => timeFormat(timeZone).format(new Date(instant)),
    moment: (instant) => formatMoment(instant, new Date().toISOString(), language, timeZone),
    bytes: formatBytes,
    span: (seconds) => formatSpan(seconds, language),
  };
}

const timeFormats = new Map<string | undefined, Intl.DateTimeFormat>();

/** Before there is a register, the machine's own zone. */
function timeFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  const known = timeFormats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  timeFormats.set(timeZone, made);
  return made;
}
