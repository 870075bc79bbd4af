// Chinese words of the demonstration counter.
import type { DemoWords } from '#contract/words/en/demo.ts';

export const demo: DemoWords = {
  title: '演示柜台',
};
