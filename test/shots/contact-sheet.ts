// Lays the pictures of `npm run shots` side by side: one page with all of them to click through, and one picture for
// each size, language and theme. Takes no pictures of the till itself.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import { shotsFolder, sheetOf } from './shot.ts';

const COLUMNS = 4;
const THUMB_PX = 480;
/** Above this Chromium no longer draws a page in one piece. */
const ROWS_A_SHEET = 12;

const style = `body { margin: 12px; font: 14px sans-serif; background: #777; color: #fff }
  main { display: grid; grid-template-columns: repeat(${COLUMNS}, ${THUMB_PX}px); gap: 10px }
  figure { margin: 0 } img { width: 100%; display: block } a { color: inherit } h2 { margin: 16px 0 6px }`;

function figureOf(file: string): string {
  const name = file.replace(/\.png$/, '');
  return `<figure><a href="${file}"><img loading="lazy" src="${file}" alt="${name}"></a><figcaption>${name}</figcaption></figure>`;
}

function pageOf(parts: readonly string[]): string {
  return `<!doctype html><meta charset="utf-8"><title>Screens</title><style>${style}</style>${parts.join('\n')}`;
}

function partOf(title: string, files: readonly string[]): string {
  return `<h2>${title} (${files.length})</h2><main>${files.map(figureOf).join('\n')}</main>`;
}

/** The pictures by sheet: size, language and theme. */
function sheetsIn(folder: string): Map<string, string[]> {
  const sheets = new Map<string, string[]>();
  for (const file of readdirSync(folder).sort()) {
    const sheet = sheetOf(file);
    if (sheet !== null) sheets.set(sheet, [...(sheets.get(sheet) ?? []), file]);
  }
  return sheets;
}

async function draw(folder: string, sheets: ReadonlyMap<string, readonly string[]>): Promise<number> {
  const executablePath = process.env['COUNTERFOIL_CHROMIUM'];
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage({ viewport: { width: COLUMNS * (THUMB_PX + 10) + 24, height: 800 } });
  let drawn = 0;
  const temporary = join(folder, 'sheet.html');
  for (const [sheet, files] of sheets) {
    for (let from = 0; from < files.length; from += COLUMNS * ROWS_A_SHEET) {
      const some = files.slice(from, from + COLUMNS * ROWS_A_SHEET);
      writeFileSync(temporary, pageOf([partOf(sheet, some)]).replaceAll('loading="lazy" ', ''));
      await page.goto(pathToFileURL(resolve(temporary)).href);
      await page.waitForFunction(() => [...document.images].every((image) => image.complete));
      const part = from === 0 ? '' : `-${from / (COLUMNS * ROWS_A_SHEET) + 1}`;
      await page.screenshot({ path: join(folder, 'contact', `${sheet}${part}.png`), fullPage: true });
      drawn += 1;
    }
  }
  rmSync(temporary);
  await browser.close();
  return drawn;
}

const sheets = sheetsIn(shotsFolder);
const total = [...sheets.values()].reduce((count, files) => count + files.length, 0);
if (total === 0) throw new Error(`There are no pictures in ${shotsFolder}/.`);
mkdirSync(join(shotsFolder, 'contact'), { recursive: true });
writeFileSync(
  join(shotsFolder, 'index.html'),
  pageOf([...sheets].map(([title, files]) => partOf(title, files))),
);
const drawn = await draw(shotsFolder, sheets);
process.stdout.write(`${total} pictures and ${drawn} contact sheets: open ${shotsFolder}/index.html\n`);
