// NCI (Weigh-Tronix SCP-01) and its form for cash registers, ECR (SCP-12): asked with `W CR`, it answers
// `LF figure unit CR LF status CR ETX`, the register's form with an `S` before the status. Reads the answers; sends nothing.
import {
  readFigure,
  readPoundsAndOunces,
  readUnit,
  textOf,
  without8th,
  type FigureForm,
  type ScaleParser,
  type ScaleSaying,
} from './weight.ts';

const ETX = 0x03;
const MOST_BYTES = 64;

export const nciQuestion = Uint8Array.of(0x57, 0x0d);

const MOTION = 0x01;
/** Of the first byte: its memory has failed. */
const BROKEN = 0x0c;
/** Of the second byte. */
const UNDER = 0x01;
const OVER = 0x02;
const UNCALIBRATED = 0x0c;
/** Of the third. */
const ZERO_ERROR = 0x08;

interface Status {
  readonly isEcr: boolean;
  readonly bytes: readonly number[];
}

/** Two to four bytes, each with 3 as its upper half or, where more follow, 7. */
function readStatus(line: string): Status | null {
  const match = /^(S?)([0-?][0-?p-\x7f]{1,3})$/.exec(line);
  if (match === null) return null;
  return {
    isEcr: match[1] === 'S',
    bytes: [...(match[2] ?? '')].map((character) => character.charCodeAt(0)),
  };
}

function findTrouble({ bytes: [first = 0, second = 0, third = 0] }: Status): ScaleSaying | null {
  if ((first & BROKEN) !== 0 || (second & UNCALIBRATED) !== 0) return { kind: 'unclear' };
  if ((second & OVER) !== 0) return { kind: 'over' };
  if ((second & UNDER) !== 0) return { kind: 'under' };
  return (third & ZERO_ERROR) === 0 ? null : { kind: 'zeroLost' };
}

function readWeight(line: string, isStill: boolean, form: FigureForm): ScaleSaying {
  if (line.includes('^')) return { kind: 'over' };
  if (line.includes('_')) return { kind: 'under' };
  if (/^[- ]+[A-Za-z ]*$/.test(line)) return { kind: 'zeroLost' };
  const both = /^\s*(\d+)\s*lb\s*([\d.]+)\s*oz\s*$/i.exec(line);
  if (both !== null) return readPoundsAndOunces(both[1] ?? '', both[2] ?? '', isStill);
  const match = /^([-+ \d.]+?)\s*([A-Za-z]+)\s*$/.exec(line);
  const unit = readUnit(match?.[2] ?? '');
  return match === null || unit === null
    ? { kind: 'unclear' }
    : readFigure(match[1] ?? '', isStill, form, unit);
}

function readAnswer(bytes: readonly number[], form: FigureForm): ScaleSaying | null {
  const lines = textOf(Uint8Array.from(bytes))
    .split(/[\r\n]+/)
    .filter((line) => line !== '');
  // Of what was left over from an answer whose end got lost, only the end belongs to this one.
  const status = readStatus(lines.at(-1) ?? '');
  if (status === null) return null;
  const trouble = findTrouble(status);
  if (trouble !== null) return trouble;
  const weight = lines.at(-2);
  if (weight === undefined) return { kind: 'moving' };
  const isMoving = !status.isEcr && ((status.bytes[0] ?? 0) & MOTION) !== 0;
  return readWeight(weight, !isMoving, form);
}

/**
 * Sources: PSC Magellan 8500 service manual (DIVA), 6.1.1 NCI-ECR; Ohaus Aviator 7000 service manual; NCI 6702 and 7800
 * manuals (out of range as `^^^^`, `____`, `----`). The polarity of the motion bit differs between the two forms, so it is
 * read in SCP-01 alone: ECR sends no weight at all while the load moves, and so needs no bit for it.
 */
export function makeNciParser(form: FigureForm): ScaleParser {
  let answer: number[] = [];
  return {
    take(bytes) {
      const said: ScaleSaying[] = [];
      for (const byte of without8th(bytes)) {
        if (byte !== ETX) {
          if (answer.push(byte) > MOST_BYTES) answer = [];
          continue;
        }
        const saying = readAnswer(answer, form);
        answer = [];
        if (saying !== null) said.push(saying);
      }
      return said;
    },
  };
}
