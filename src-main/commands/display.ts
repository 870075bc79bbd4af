// Trying the pole display from the settings. It shows one picture; the next change of the sale takes its place.
import type { Handler } from './context.ts';

/** Every column and digit once, so that a wrong width or a dead segment shows. */
export const tryDisplay: Handler<'display.try'> = ({ devices }) => {
  const { display } = devices;
  if (display === undefined) return { isShown: false };
  display.show({
    upper: { left: 'ABCDEFGHIJ', right: '123456789' },
    lower: { left: 'klmnopqrst', right: '88888.88' },
    figures: [{ lamp: 'total', text: '888888.88' }],
  });
  return { isShown: true };
};
