// Starts the guest and reads what its program reports, line by line. It never judges a report.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Kernel } from './kernel.ts';

export interface GuestRun {
  readonly reports: unknown[];
  /** Null where it came to its end by itself. */
  readonly stoppedBecause: string | null;
}

/** `console` is a file for the kernel's words. */
export async function runGuest(
  kernel: Kernel,
  initramfs: string,
  console: string,
  onReport: (report: unknown) => void,
  { patienceMs, only }: { patienceMs: number; only: string | null },
): Promise<GuestRun> {
  const machine = ['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', '2048', '-no-reboot'];
  const system = ['-kernel', kernel.image, '-initrd', initramfs];
  // On a busy machine the guest's kernel finds its timer too slow, and gives up.
  const words = `console=ttyS0 panic=-1 loglevel=4 no_timer_check rdinit=/init${only === null ? '' : ` lab=${only}`}`;
  const ports = ['-display', 'none', '-monitor', 'none', '-serial', `file:${console}`, '-serial', 'stdio'];
  const qemu = spawn(
    'qemu-system-x86_64',
    [...machine, ...system, '-append', words, '-nic', 'none', ...ports],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const reports: unknown[] = [];
  let stoppedBecause: string | null = null;
  const timer = setTimeout(() => {
    stoppedBecause = `it was not through after ${patienceMs / 60_000} minutes`;
    qemu.kill('SIGKILL');
  }, patienceMs);
  const stop = () => void qemu.kill('SIGKILL');
  process.once('exit', stop);
  const left = once(qemu, 'exit');
  left.catch(() => undefined);
  for await (const line of createInterface(qemu.stdout)) {
    const report = readReport(line);
    if (report === null) continue;
    reports.push(report);
    onReport(report);
  }
  await left;
  clearTimeout(timer);
  process.off('exit', stop);
  return { reports, stoppedBecause };
}

/** What is no report is a program's own word to its console. */
function readReport(line: string): unknown {
  const from = line.indexOf('{"kind":');
  if (from < 0) return null;
  try {
    return JSON.parse(line.slice(from));
  } catch {
    return null;
  }
}
