// Runs other programs for the scripts: quietly with their output kept, or in the foreground as if the person had
// started them. It never leaves a child behind when the script itself is told to stop.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const KEPT_OUTPUT_CHARS = 64 * 1024;
const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const exitCodeOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

/**
 * Hands a stop on to the child; the function it returns lets go of the child and says which signal came, or null.
 * A terminal sends Ctrl+C to the whole group by itself; sent on again it would look like an impatient second one.
 */
function stopTogether(child) {
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  let stoppedBy = null;
  const handlers = STOPPING.map((signal) => {
    const handler = () => {
      stoppedBy = signal;
      if (signal !== 'SIGINT' || !onTerminal) child.kill(signal);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const letGo of handlers) letGo();
    return stoppedBy;
  };
}

/** Runs a program to its end. Never throws: what went wrong is in the answer. */
export function run(command, args, { cwd, env = process.env, timeoutMs, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const letGo = stopTogether(child);
    let output = '';
    let isTimedOut = false;
    const keep = (chunk) => {
      output = (output + chunk).slice(-KEPT_OUTPUT_CHARS);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const timer = timeoutMs
      ? setTimeout(() => {
          isTimedOut = true;
          child.kill('SIGKILL');
        }, timeoutMs)
      : null;
    const end = (code) => {
      clearTimeout(timer);
      const stoppedBy = letGo();
      if (stoppedBy) process.exit(exitCodeOf(null, stoppedBy));
      resolve({ code, output: output.trim(), isTimedOut });
    };
    child.on('error', (error) => {
      keep(`${error.message}\n`);
      end(127);
    });
    child.on('close', (code, signal) => end(exitCodeOf(code, signal)));
  });
}

/**
 * Runs a program in the foreground, with our own stdin, stdout and stderr. Answers its exit code, and which signal we
 * were told to stop by, if any: the program may have its own way to end on one.
 */
export function runInForeground(command, args, { cwd, env = process.env, stdin = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: [stdin, 'inherit', 'inherit'] });
    const letGo = stopTogether(child);
    child.on('error', (error) => {
      letGo();
      reject(error);
    });
    child.on('close', (code, signal) => resolve({ code: exitCodeOf(code, signal), stoppedBy: letGo() }));
  });
}

/** Lines of a program's output, indented, as an explanation can quote them. */
export const quoted = (lines) => lines.map((line) => `    ${line}`).join('\n');
