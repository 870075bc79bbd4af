// Lines that a scale sends all the time: `ST,GS,id lamps,figure unit CR LF` of CAS (22 bytes), `ST,GS,+figure unit CR LF` of
// A&D (18 bytes) and of the many that copy it. Reads them; sends nothing.
import { readFigure, readUnit, type FigureForm, type ScaleParser, type ScaleSaying } from './weight.ts';

const LF = 0x0a;
const MOST_BYTES = 40;
const STILL_LAMP = 0x40;

const LINE =
  /^(ST|US|OL),(?:GS|NT|TR|G|N),?(?:[^](?<lamps>[\x80-\xff]),)?(?<figure>[-+ \d.]*?) *(?<unit>[A-Za-z]{0,2}) *\r$/;

function readLine(line: string, form: FigureForm): ScaleSaying | null {
  // What stands before a head is the rest of a line that was begun before anybody listened.
  const match = LINE.exec(line.slice(Math.max(0, line.search(/(?:ST|US|OL),/))));
  if (match === null) return null;
  const { lamps, figure = '', unit = '' } = match.groups ?? {};
  if (match[1] === 'OL') return { kind: figure.trimStart().startsWith('-') ? 'under' : 'over' };
  const written = unit === '' ? null : readUnit(unit);
  if (unit !== '' && written === null) return { kind: 'unclear' };
  const isLit = lamps === undefined || (lamps.charCodeAt(0) & STILL_LAMP) !== 0;
  return readFigure(figure, match[1] === 'ST' && isLit, form, written);
}

/**
 * Sources: CAS CI-400, CI-600D, PDI and NT-200 manuals, "22 bytes": ST still, US moving, OL too much, GS gross, NT net, a
 * byte of lamps with bit 7 always set and bit 6 for still; the A&D line of the same manuals; Excell AM4 for the sign.
 */
export function makeCasParser(form: FigureForm): ScaleParser {
  let line = '';
  return {
    take(bytes) {
      const said: ScaleSaying[] = [];
      for (const byte of bytes) {
        if (byte !== LF) {
          line = (line + String.fromCharCode(byte)).slice(-MOST_BYTES);
          continue;
        }
        const saying = readLine(line, form);
        line = '';
        if (saying !== null) said.push(saying);
      }
      return said;
    },
  };
}
