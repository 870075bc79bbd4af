// What `npm start` says before anything is installed or started.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

const script = path.resolve(import.meta.dirname, '..', '..', 'scripts', 'start.mjs');
const start = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });

it('lists its options in words', () => {
  const { status, stdout } = start('--help');
  expect(status).toBe(0);
  for (const option of [
    '--data DIR',
    '--demo',
    '--electron',
    '--browser',
    '--no-window',
    '--port N',
    '--lang',
  ]) {
    expect(stdout).toContain(option);
  }
});

it.each([
  [['--port', '70000'], '--port wants a number'],
  [['--lang', 'fr'], '--lang is en or zh'],
  [['--electron', '--no-window'], '--electron does not go with'],
  [['--frobnicate'], "Unknown option '--frobnicate'"],
])('refuses %j before it does anything', (args, words) => {
  const { status, stderr } = start(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(words);
});
