// What a start does before the till runs: installs when the lockfile changed and only then, one start at a time, and
// says in words what went wrong.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ThrowawayProject } from './throwaway-project.ts';

let project: ThrowawayProject;
beforeEach(() => {
  project = new ThrowawayProject();
});
afterEach(() => project.remove());

describe('installing', () => {
  it('happens on the first start, without any package running a script of its own', async () => {
    const { code, stderr } = await project.start();
    expect(code).toBe(5);
    expect(stderr).toContain('Installing packages (first start only)');
    expect(project.npmCalls()).toEqual([expect.stringMatching(/^ci --ignore-scripts /)]);
  });

  it('does not happen again while the lockfile stays the same', async () => {
    await project.start();
    const second = await project.start();
    expect(second.stderr).toBe('');
    expect(project.npmCalls()).toHaveLength(1);
  });

  it('happens again when the lockfile changed', async () => {
    await project.start();
    project.write('package-lock.json', '{ "packages": { "node_modules/one": { "version": "1.0.0" } } }');
    const second = await project.start();
    expect(second.stderr).toContain('their list has changed');
    expect(project.npmCalls()).toHaveLength(2);
  });

  it('is not repeated when npm itself has already put in what the lockfile says', async () => {
    const packages = { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-1' } };
    const notForUs = { 'node_modules/other': { version: '2.0.0', optional: true } };
    project.write('package-lock.json', JSON.stringify({ packages: { '': {}, ...packages, ...notForUs } }));
    project.write('node_modules/.package-lock.json', JSON.stringify({ packages }));
    await project.start();
    expect(project.npmCalls()).toEqual([]);
  });

  it('is repeated after it failed, and the failure is told on stderr in npm’s own words', async () => {
    project.write('npm-fails', '');
    const failed = await project.start();
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toContain('npm error the disk is full');
    expect(failed.stderr).toContain('What to do:');
    await project.start();
    expect(project.npmCalls()).toHaveLength(2);
  });
});

describe('two starts at once', () => {
  it('install once, and both go on', async () => {
    const both = await Promise.all([project.start(), project.start()]);
    expect(both.map(({ code }) => code)).toEqual([5, 5]);
    expect(project.npmCalls()).toHaveLength(1);
  });

  it('do not wait for one that died', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    project.write('.counterfoil/setup.lock/pid', String(dead));
    const { code } = await project.start();
    expect(code).toBe(5);
  });
});

describe('a tool of the repository', () => {
  it('gets its arguments, the caller’s folder, and a stdout of its own', async () => {
    const caller = path.join(project.folder, 'elsewhere');
    mkdirSync(caller);
    const { stdout } = await project.start(['--data', 'my shop'], caller);
    expect(JSON.parse(stdout)).toEqual({ args: ['--data', 'my shop'], cwd: caller });
  });
});
