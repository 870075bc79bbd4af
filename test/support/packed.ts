// electron-builder at work on the project as it stands, around a runtime that is nothing but the names and fuses it looks
// for: its own rules decide which files go in, into a real archive. Knows what that runtime must look like, not the till.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '..', '..');

/** Electron's mark before its fuses; then the version, their number and each one's state, all of them wrong. */
const wire = (states: string) =>
  Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, states.length]),
    Buffer.from(states),
    Buffer.alloc(16),
  ]);

const wrongFuses = '101100110';

const put = (file: string, content: string | Buffer) => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content, { mode: 0o755 });
};

const propertyList = (name: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>${[
    ['CFBundleExecutable', name],
    ['CFBundleIdentifier', `test.${name}`],
    ['CFBundleName', name],
  ]
    .map(([key, value]) => `<key>${key}</key><string>${value}</string>`)
    .join('')}</dict></plist>`;

function putBundle(contents: string, name: string): void {
  put(path.join(contents, 'Info.plist'), propertyList(name));
  put(path.join(contents, 'MacOS', name), '');
}

/** A runtime for all three systems in one folder, with fuses that stand as no till's may. */
export function putRuntime(folder: string, states = wrongFuses): void {
  put(path.join(folder, 'version'), '45.4.1');
  put(path.join(folder, 'LICENSE'), '');
  put(path.join(folder, 'electron'), wire(states));
  put(path.join(folder, 'electron.exe'), wire(states));
  for (const language of ['en-US', 'zh-CN', 'de']) put(path.join(folder, 'locales', `${language}.pak`), '');
  const contents = path.join(folder, 'Electron.app', 'Contents');
  putBundle(contents, 'Electron');
  const helpers = ['', ' (GPU)', ' (Renderer)', ' (Plugin)'].map((kind) => `Electron Helper${kind}`);
  const frameworks = path.join(contents, 'Frameworks');
  for (const name of helpers) putBundle(path.join(frameworks, `${name}.app`, 'Contents'), name);
  const framework = path.join(frameworks, 'Electron Framework.framework');
  put(path.join(framework, 'Versions', 'A', 'Electron Framework'), wire(states));
  fs.symlinkSync('A', path.join(framework, 'Versions', 'Current'));
  fs.symlinkSync(
    path.join('Versions', 'Current', 'Electron Framework'),
    path.join(framework, 'Electron Framework'),
  );
  for (const language of ['en', 'zh_CN', 'de']) {
    put(path.join(framework, 'Versions', 'A', 'Resources', `${language}.lproj`, 'locale.pak'), '');
    put(path.join(contents, 'Resources', `${language}.lproj`, 'locale.pak'), '');
  }
}

/** Packs the built project for the three systems into `output`; no installers, which need tools of their own. */
export async function packAll(runtime: string, output: string): Promise<void> {
  const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  const settings = [
    `electronDist=${runtime}`,
    `directories.output=${output}`,
    // Both write into a Windows program, which the stand-in is not.
    'win.signAndEditExecutable=false',
    'disableAsarIntegrity=true',
  ];
  const systems = ['--linux', 'dir', '--win', 'dir', '--mac', 'dir', '--x64'];
  const args = [builder, ...systems, '--publish', 'never', ...settings.map((setting) => `-c.${setting}`)];
  const env = { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' };
  await promisify(execFile)(process.execPath, args, { cwd: root, env, maxBuffer: 1 << 24 });
}
