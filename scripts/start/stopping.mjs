// Ends what `npm start` has started: asks first, insists after a while. It never leaves a till running behind a
// terminal that is gone.
const PATIENCE_MS = 10_000;
const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Asks a program to end; a till that hangs is killed, which its store is made to survive. */
export function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
}

/** Calls `act` on the first Ctrl+C or other stop; later ones are swallowed, so that an orderly end is not broken off. */
export function onStop(act) {
  let isStopping = false;
  for (const signal of STOPPING) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      act();
    });
  }
}

/** Waits for a program's end; a stop sent to us is handed on to it. */
export function untilStopped(child) {
  return new Promise((resolve) => {
    let wasStopped = false;
    onStop(() => {
      wasStopped = true;
      stop(child);
    });
    child.on('error', () => resolve({ code: 127, signal: null, wasStopped }));
    child.on('exit', (code, signal) => resolve({ code, signal, wasStopped }));
  });
}
