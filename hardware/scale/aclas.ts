// The frames that ACLAS (Pinnacle) scales send all the time, and those that copy them: `01 02 flag sign figure unit check
// 03 04`, 15 bytes. Reads them; sends nothing.
import {
  readFigure,
  readUnit,
  textOf,
  type FigureForm,
  type ScaleParser,
  type ScaleSaying,
} from './weight.ts';

const HEAD = [0x01, 0x02] as const;
const TAIL = [0x03, 0x04] as const;
const FRAME_BYTES = 15;
const CHECK_AT = 12;

type CheckFrom = 0 | 2;

/** Where the check of a whole frame begins; null for a frame that was damaged. */
function findCheck(frame: readonly number[]): CheckFrom | null {
  if (frame[13] !== TAIL[0] || frame[14] !== TAIL[1]) return null;
  const body = frame.slice(2, CHECK_AT).reduce((sum, byte) => sum ^ byte, 0);
  if (frame[CHECK_AT] === (body ^ HEAD[0] ^ HEAD[1])) return 0;
  return frame[CHECK_AT] === body ? 2 : null;
}

function readFrame(frame: readonly number[], form: FigureForm): ScaleSaying {
  const text = textOf(Uint8Array.from(frame));
  const [flag, sign, figure, unit] = [text[2], text[3], text.slice(4, 10), text.slice(10, CHECK_AT)];
  // Some put the flag of a range where the sign stands.
  if (flag === 'F' || sign === 'F') return { kind: sign === '-' ? 'under' : 'over' };
  if ((flag !== 'S' && flag !== 'U') || (sign !== ' ' && sign !== '-' && sign !== '+'))
    return { kind: 'unclear' };
  const written = readUnit(unit);
  if (written === null && unit.trim() !== '') return { kind: 'unclear' };
  return readFigure(`${sign}${figure}`, flag === 'S', form, written);
}

/**
 * Sources: Pinnacle OS2CX user manual, "OS2 actively sends": flags S still, U moving, F out of range or not at nought since it
 * was switched on; the check is the exclusive or of the 12 bytes before it. CAS SW-II and the "AP" cash register frames
 * (docs4.chomikuj.pl AP-1) are the same but for the check, which leaves out the two bytes of the head: both are read.
 */
export function makeAclasParser(form: FigureForm): ScaleParser {
  let waiting: number[] = [];
  // The two checks differ by two bits, as two digits do: the scale keeps to the one that it began with.
  let checkFrom: CheckFrom | null = null;
  return {
    take(bytes) {
      const said: ScaleSaying[] = [];
      for (const byte of bytes) {
        waiting.push(byte);
        while (waiting.length > 0 && !mayBegin(waiting)) waiting.shift();
        if (waiting.length < FRAME_BYTES) continue;
        const found = findCheck(waiting);
        if (found === null || (checkFrom ?? found) !== found) {
          // A head inside damaged bytes may be the true one.
          waiting.shift();
          while (waiting.length > 0 && !mayBegin(waiting)) waiting.shift();
          continue;
        }
        checkFrom = found;
        said.push(readFrame(waiting, form));
        waiting = [];
      }
      return said;
    },
  };
}

const mayBegin = ([first, second]: readonly number[]): boolean =>
  first === HEAD[0] && (second === undefined || second === HEAD[1]);
