// The installed program does not start for whoever wants to open it, and starts for everybody else.
import { describe, expect, test } from 'vitest';
import { openedBy, programArguments } from '#shell/choose.ts';
import { openingSwitch } from '#shell/switches.ts';

test.each([
  '--inspect',
  '--inspect=0.0.0.0:9229',
  '--inspect-brk',
  '--inspect-brk-node',
  '--inspect-publish-uid=http',
  '--debug-brk',
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--remote-allow-origins=*',
  '--js-flags=--expose-gc',
  '--no-sandbox',
  '--disable-gpu-sandbox',
  '--disable-setuid-sandbox',
  '--disable-web-security',
  '--ignore-certificate-errors',
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--host-rules=MAP * 127.0.0.1',
  '--load-extension=/tmp/x',
  '--renderer-cmd-prefix=gdb',
  '--gpu-launcher=sh',
  '--user-data-dir=/tmp/x',
  '--require=/tmp/x.js',
  '--import=/tmp/x.js',
  '-inspect',
  '/inspect',
  '/REMOTE-DEBUGGING-PORT=9222',
  '--Inspect',
])('%s opens it', (argument) => {
  expect(openingSwitch(['--data', '/shop', argument], {})).toBe(argument.split('=', 1)[0]);
});

test.each([
  ['--data', '/inspect/shop'],
  ['replay', '/import/2026.csv'],
  ['--demo', '--lang', 'zh', '--port', '0'],
  ['--shell', 'browser', '--static', '/js-flags/dist'],
  ['verify', '--data', 'inspect'],
])('%j is the till’s own', (...args) => {
  expect(openingSwitch(args, { PATH: '/bin', NODE_OPTIONS: '' })).toBeNull();
});

test.each(['NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE', 'ELECTRON_NO_ASAR', 'NODE_REPL_EXTERNAL_MODULE'])(
  'the variable %s opens it',
  (name) => {
    expect(openingSwitch([], { [name]: '1' })).toBe(name);
  },
);

describe('the process', () => {
  const started = (argv: string[], more: object) =>
    ({
      argv,
      env: {},
      versions: { node: '24.0.0', electron: '45.4.1' },
      ...more,
    }) as unknown as NodeJS.Process;

  test('is looked at only where it is the installed program', () => {
    const argv = ['/opt/Counterfoil/counterfoil', '--inspect'];
    expect(openedBy(started(argv, {}))).toBe('--inspect');
    expect(openedBy(started(argv, { defaultApp: true }))).toBeNull();
    expect(openedBy(started(argv, { versions: { node: '24.0.0' } }))).toBeNull();
  });

  test('has its arguments after the program, or after the folder that Electron runs', () => {
    const args = ['--data', '/shop'];
    expect(programArguments(started(['/opt/counterfoil', ...args], {}))).toEqual(args);
    expect(programArguments(started(['/opt/counterfoil', '--updated', ...args], {}))).toEqual(args);
    const electron = ['electron', '--no-sandbox', '.', ...args];
    expect(programArguments(started(electron, { defaultApp: true }))).toEqual(args);
    const node = ['node', 'main.ts', ...args];
    expect(programArguments(started(node, { versions: { node: '24.0.0' } }))).toEqual(args);
  });
});
