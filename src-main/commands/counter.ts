// How the counter is arranged. Bounds the settings' shape by the contract; whether two keys are in each other's way is
// judged where they are pressed.
import { writeCounterSettings } from '#store/counter.ts';
import type { Handler } from './context.ts';

export const configure: Handler<'counter.configure'> = (context, { settings }) => {
  writeCounterSettings(context.db, settings);
  context.announce({ event: 'counter.changed', payload: settings });
  return settings;
};
