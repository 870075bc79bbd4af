// The installed program does not start for whoever wants to open it, and starts for everybody else.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
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

/** Makes a plain Node look like the installed program, with so much of Electron as a refused start wants. */
const installed = `
  import { registerHooks } from 'node:module';
  Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: '45.4.1' } });
  const source = \`
    export const dialog = { showErrorBox: (title, words) => console.log(JSON.stringify({ title, words })) };
    export const app = { enableSandbox: () => console.log('Electron was prepared') };
    export const protocol = { registerSchemesAsPrivileged() {} };\`;
  registerHooks({
    resolve: (name, context, next) =>
      name === 'electron' ? { url: 'stand-in:electron', shortCircuit: true } : next(name, context),
    load: (url, context, next) =>
      url === 'stand-in:electron' ? { format: 'module', source, shortCircuit: true } : next(url, context),
  });`;

describe('the installed program', () => {
  const start = async (args: string[], env: Record<string, string> = {}) => {
    const hook = `data:text/javascript,${encodeURIComponent(installed)}`;
    const options = { env: { ...process.env, NODE_OPTIONS: '', ...env } };
    const all = ['--import', hook, 'src-main/main.ts', ...args];
    // What fails carries what it said and its code.
    return promisify(execFile)(process.execPath, all, options).catch((error: unknown) => error) as Promise<{
      stdout: string;
      stderr: string;
      code?: number;
    }>;
  };

  test.each([
    [['--remote-debugging-port=9222'], {}, '--remote-debugging-port'],
    [['--describe', '--inspect'], {}, '--inspect'],
    [[], { ELECTRON_RUN_AS_NODE: '1' }, 'ELECTRON_RUN_AS_NODE'],
  ])('%j %j ends before Electron is prepared, and says why in both languages', async (args, env, name) => {
    const { stdout, stderr, code } = await start(args, env);
    expect(code).toBe(1);
    expect(stderr).toBe(`Counterfoil does not start with ${name}.\n`);
    const { title, words } = JSON.parse(stdout) as { title: string; words: string };
    expect(title).toBe('Counterfoil');
    expect(words).toContain(`was started with ${name}, which`);
    expect(words).toContain(`启动时带了“${name}”`);
  });

  test('without a sandbox says what to install instead', async () => {
    const { stdout, code } = await start(['--no-sandbox']);
    expect(code).toBe(1);
    expect(stdout).toContain('Install it as a system package');
  });

  test('goes on with its own arguments, and shows a person why it cannot', async () => {
    expect((await start(['--updated', '--describe'])).stdout).toMatch(/^Electron was prepared\n\{/);
    const { stdout, code } = await start(['--port', 'x']);
    expect(code).toBe(1);
    expect(stdout).toContain('--port x: not a port');
  });
});
