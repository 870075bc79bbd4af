// English words of the installed program where no screen has come up yet: why it did not start.

export const program = {
  openedBy: (d: { name: string }) =>
    `The till did not start because it was started with ${d.name}, which opens it to anybody who sits here. Start it without.`,
  noSandbox:
    'The till did not start because this computer does not let it lock its screen in. Install it as a system package, not as a single file.',
  notStarted: (d: { detail: string }) => `The till could not start. For support: ${d.detail}`,
};

export type ProgramWords = typeof program;
