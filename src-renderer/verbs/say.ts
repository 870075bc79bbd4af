// What the cashier is told and hears, beyond what a refusal says by itself. Changes the notice and nothing else.
import type { Words } from '#contract/words/index.ts';
import { playSound } from '#screen/sounds.ts';
import type { Sound } from '#screen/sounds.ts';
import type { Notice } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';

export function sound(till: Till, name: Sound): void {
  playSound(name, till.store.getState().counter.isMuted);
}

type Said = Extract<Notice, { kind: 'said' }>;

/** Good news, or plain news. */
export function say(till: Till, words: (words: Words) => string, offer?: Said['offer']): void {
  till.store.setState({ notice: { kind: 'said', words, ...(offer === undefined ? {} : { offer }) } });
}

/** A no that needed no command: with the sound of one. */
export function sayNo(till: Till, words: (words: Words) => string, offer?: Said['offer']): void {
  const notice: Said = { kind: 'said', words, isNo: true, ...(offer === undefined ? {} : { offer }) };
  till.store.setState({ notice });
  sound(till, 'error');
}

export function tell(till: Till, notice: Notice): void {
  till.store.setState({ notice });
  sound(till, 'error');
}
