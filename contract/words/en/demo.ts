// English words of the demonstration counter.

export const demo = {
  title: 'Demonstration counter',
};

export type DemoWords = typeof demo;
