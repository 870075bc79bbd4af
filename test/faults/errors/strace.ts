// One system call of a till fails, by strace. Owns the command line that makes it fail and the reading of what strace saw;
// knows nothing of what the calls were for.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The calls that can be made to fail, by the name the system has for them. */
export const calls = [
  'openat',
  'pwrite64',
  'write',
  'fsync',
  'ftruncate',
  'rename',
  'unlink',
  'mkdir',
  'pread64',
  'read',
  'statx',
  'mmap',
] as const;
export type Call = (typeof calls)[number];

/** The errors that each call can have on a disk that is broken, full, read-only, or of a till that has run out of handles. */
export const errorsOf: Readonly<Record<Call, readonly string[]>> = {
  openat: ['EIO', 'EACCES', 'EMFILE', 'EROFS', 'ENOSPC'],
  pwrite64: ['EIO', 'ENOSPC', 'EDQUOT', 'EROFS', 'EINTR'],
  write: ['EIO', 'ENOSPC', 'EDQUOT'],
  fsync: ['EIO', 'ENOSPC', 'EDQUOT', 'EROFS'],
  ftruncate: ['EIO', 'EROFS'],
  rename: ['EIO', 'ENOSPC', 'EROFS'],
  unlink: ['EIO', 'EROFS'],
  mkdir: ['EIO', 'ENOSPC', 'EROFS'],
  pread64: ['EIO'],
  read: ['EIO'],
  statx: ['EIO', 'EACCES'],
  mmap: ['ENOMEM'],
};

export interface Injection {
  call: Call;
  errno: string;
  /** Which of the calls, from 1 up; of each thread by itself. */
  nth: number;
  /** That one and every later one. */
  isForEver: boolean;
}

export const describeInjection = ({ call, errno, nth, isForEver }: Injection): string =>
  `${call} ${errno} at ${nth}${isForEver ? ' and for ever' : ''}`;

/** Why nothing can be injected here, or null. */
export function whyNoStrace(): string | null {
  if (process.platform !== 'linux') return 'there is no strace but on Linux';
  const { status } = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']);
  return status === 0 ? null : 'strace is missing, or may not trace here';
}

/** The command that a till runs under: only calls about these files are seen, and one of them fails. */
export function underStrace(output: string, files: readonly string[], injection: Injection | null): string[] {
  const fails =
    injection === null
      ? []
      : [
          '-e',
          `inject=${injection.call}:error=${injection.errno}:when=${injection.nth}${injection.isForEver ? '+' : ''}`,
        ];
  const seen = ['-e', `trace=${calls.join(',')}`, '-e', 'signal=none', ...fails];
  return [
    'strace',
    '-f',
    '-qq',
    '-y',
    '--seccomp-bpf',
    '-o',
    output,
    ...seen,
    ...files.flatMap((file) => ['-P', file]),
  ];
}

export interface SeenCall {
  thread: string;
  call: string;
  /** The file's name in the data folder, as far as strace tells it. */
  file: string;
  isInjected: boolean;
}

/** What strace has seen so far. It writes a line before the call returns, so a call that was answered for is in it. */
export function readCalls(output: string, folder: string): SeenCall[] {
  if (!fs.existsSync(output)) return [];
  const lines = fs.readFileSync(output, 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [, thread, call] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (thread === undefined || call === undefined) return [];
    const at = line.indexOf(folder);
    const file = at < 0 ? '' : (/^[^>"]*/.exec(line.slice(at))?.[0] ?? '');
    return [{ thread, call, file: path.relative(folder, file), isInjected: line.includes('(INJECTED)') }];
  });
}

/** How often each call was made by the thread that the books belong to. */
export function countCalls(seen: readonly SeenCall[]): ReadonlyMap<string, number> {
  const main = seen[0]?.thread;
  const counts = new Map<string, number>();
  for (const { thread, call } of seen) {
    if (thread === main) counts.set(call, (counts.get(call) ?? 0) + 1);
  }
  return counts;
}
