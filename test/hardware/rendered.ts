// Papers of the virtual printer as a camera would see them, and what somebody else's reader reads from them.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const runs = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;

const hasRsvg = runs('rsvg-convert', '--version');
const chromium = [process.env['COUNTERFOIL_CHROMIUM'], 'chromium', 'google-chrome'].find(
  (program) => program !== undefined && program !== '' && runs(program, '--version'),
);

/** Why no code can be read back here; null where it can. */
export const whyNoReader: string | null = !runs('zbarimg', '--version')
  ? 'zbarimg is not installed'
  : !hasRsvg && chromium === undefined
    ? 'neither rsvg-convert nor Chromium is installed'
    : null;

const sizeOf = (svg: string): [number, number] => {
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  return [Number(width), Number(height)];
};

/** One picture a paper, or one of all of them side by side: starting a browser takes longer than drawing. */
function picture(svgs: readonly string[], folder: string): string[] {
  if (hasRsvg) {
    return svgs.map((svg, at) => {
      const file = join(folder, `${at}.png`);
      execFileSync('rsvg-convert', ['-o', file], { input: svg });
      return file;
    });
  }
  const page = join(folder, 'papers.html');
  const file = join(folder, 'papers.png');
  const row = '<body style="margin:0;display:flex;align-items:flex-start;background:#fff">';
  writeFileSync(page, `<!doctype html><meta charset="utf-8">${row}${svgs.join('')}`);
  const sizes = svgs.map(sizeOf);
  const wide = sizes.reduce((sum, [width]) => sum + width, 0);
  const high = Math.max(...sizes.map(([, height]) => height));
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    `--user-data-dir=${folder}`,
  ];
  const what = [`--screenshot=${file}`, `--window-size=${wide},${high}`, `file://${page}`];
  execFileSync(chromium ?? '', [...args, ...what], { stdio: 'ignore', timeout: 120_000 });
  return [file];
}

/** Every code on the papers, as `QR-Code:…`, `EAN-13:…`, `CODE-128:…`, sorted. */
export function readCodes(svgs: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-papers-'));
  try {
    return picture(svgs, folder).flatMap(readPicture).toSorted();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readPicture(file: string): string[] {
  if (readFileSync(file).length === 0) throw new Error('nothing was drawn');
  const said = execFileSync('zbarimg', ['--quiet', file], {
    encoding: 'utf8',
    // It looks for a desktop to talk to, and says at length that there is none.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return said.trim().split('\n');
}
