// A project of a few files with our scripts in it and an npm that only pretends: what setup does can be watched without
// a registry. It never touches this checkout.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');

// Slow enough for a second start to arrive while it runs; it notes each call and fails when told to.
const PRETENDED_NPM = `
const fs = require('node:fs');
fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
if (fs.existsSync('npm-fails')) { console.error('npm error the disk is full'); process.exit(9); }
setTimeout(() => fs.mkdirSync('node_modules', { recursive: true }), 400);
`;

// Says what a till would see of its start.
const TOOL = `
process.stdout.write(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }));
process.exitCode = 5;
`;

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

export class ThrowawayProject {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-setup-'));

  constructor() {
    cpSync(path.join(root, 'scripts'), path.join(this.folder, 'scripts'), { recursive: true });
    this.write('package.json', '{ "type": "module" }');
    this.write('package-lock.json', '{ "packages": {} }');
    this.write('tool.ts', TOOL);
    this.write('npm/package.json', '{ "type": "commonjs" }');
    this.write('npm/npm-cli.js', PRETENDED_NPM);
  }

  write(file: string, text: string): void {
    const place = path.join(this.folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }

  /** Starts the tool the way npm would: in the project's folder, with the caller's folder in INIT_CWD. */
  start(args: string[] = [], caller = this.folder): Promise<Ended> {
    const npm = {
      npm_execpath: path.join(this.folder, 'npm', 'npm-cli.js'),
      npm_node_execpath: process.execPath,
      INIT_CWD: caller,
    };
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        ['scripts/run.mjs', 'tool.ts', ...args],
        { cwd: this.folder, env: { ...process.env, ...npm } },
        (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      );
    });
  }

  npmCalls(): string[] {
    const file = path.join(this.folder, 'npm-calls');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
