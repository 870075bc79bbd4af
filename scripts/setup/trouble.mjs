// What a person can do something about, told in words: a missing network, an unfit Node. Anything else is a bug
// and keeps its stack. It never hides an error.

export class Trouble extends Error {
  name = 'Trouble';
}

/** Runs a script's main function; what goes wrong is explained once, on stderr, and the script ends with 1. */
export async function explained(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(error instanceof Trouble ? `\n${error.message}\n` : `\n${error?.stack ?? error}\n`);
    process.exitCode = 1;
  }
}
