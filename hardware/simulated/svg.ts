// A piece of paper as a picture: every character in its cell, every dot in its place, one unit a dot. It knows no command.
import type { Cell, CutPaper, Drawing, PaperRow } from './page.ts';

/** The paper's own edge beside what the head reaches, and above and below. */
const MARGIN = 32;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What two cells must have in common to be one piece of text. */
const lookOf = ({ wide, high, isBold, isUnderlined, isReverse }: Cell): string =>
  `${wide} ${high} ${isBold} ${isUnderlined} ${isReverse}`;

function runsOf(cells: readonly Cell[]): Cell[][] {
  const runs: Cell[][] = [];
  for (const cell of cells) {
    const run = runs.at(-1);
    if (run?.[0] !== undefined && lookOf(run[0]) === lookOf(cell)) run.push(cell);
    else runs.push([cell]);
  }
  return runs;
}

/** Letters stand on a line that is an eighth above the bottom of their cells; every one is put in its own place. */
function drawRun(run: readonly Cell[], bottom: number): string {
  const [first] = run;
  if (first === undefined) return '';
  const { wide, high, isBold, isUnderlined, isReverse } = first;
  const end = run.reduce((most, cell) => Math.max(most, cell.x + cell.width * cell.wide), 0);
  const box = `x="${first.x}" width="${end - first.x}"`;
  const shown = run.filter(({ character }) => character.trim() !== '');
  const places = shown.map(({ x }) => (x - first.x) / wide).join(' ');
  const parts = [];
  if (isReverse) parts.push(`<rect ${box} y="${bottom - 24 * high}" height="${24 * high}"/>`);
  if (isUnderlined) parts.push(`<rect ${box} y="${bottom - 2}" height="2"/>`);
  if (shown.length > 0) {
    parts.push(
      `<text transform="translate(${first.x} ${bottom}) scale(${wide} ${high})" x="${places}" y="-5"` +
        `${isBold ? ' font-weight="bold"' : ''}${isReverse ? ' fill="#fff"' : ''}>` +
        `${escaped(shown.map(({ character }) => character).join(''))}</text>`,
    );
  }
  return parts.join('');
}

/** Every run of dark dots in a row as a rectangle of one path. */
function drawDots({ picture, scale }: Drawing, x: number, top: number): string {
  const path = picture.rows.map((row, y) => {
    const bits = [...row].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
    return [...bits.slice(0, picture.width).matchAll(/1+/g)]
      .map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
      .join('');
  });
  return `<path transform="translate(${x} ${top}) scale(${scale})" d="${path.join('')}"/>`;
}

const drawRow = (row: PaperRow): string =>
  row.kind === 'dots'
    ? drawDots(row.drawing, row.x, row.top)
    : runsOf(row.cells)
        .map((run) => drawRun(run, row.top + row.height))
        .join('');

/** The paper as an SVG document, white with its margins; eight units are a millimetre. */
export function drawPaper({ width, height, rows }: CutPaper): string {
  const [wide, high] = [width + 2 * MARGIN, height + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}">`,
    `<rect width="${wide}" height="${high}" fill="#fff"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})" shape-rendering="crispEdges" xml:space="preserve"`,
    ` font-size="20" font-family="'Noto Sans Mono','DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace">`,
    ...rows.map(drawRow),
    `</g></svg>\n`,
  ].join('');
}
