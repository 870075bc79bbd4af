// English words of how the counter looks and is arranged: themes, hand, size, sounds, badges, the count.

export const look = {
  settings: 'Settings',
};

export type LookWords = typeof look;
