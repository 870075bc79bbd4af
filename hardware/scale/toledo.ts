// Mettler Toledo 8217, weight only: asked with `W`, it answers `STX figure CR` when its load is still and `STX ? status CR`
// otherwise. Reads the answers; never sets the scale to nought or asks for its self-test.
import {
  readFigure,
  textOf,
  without8th,
  type FigureForm,
  type ScaleParser,
  type ScaleSaying,
} from './weight.ts';

const STX = 0x02;
const CR = 0x0d;
/** Longer than any answer: what has no end by then has lost it. */
const MOST_BYTES = 24;

export const toledoQuestion = Uint8Array.of(0x57);

const MOTION = 0x01;
const OVER = 0x02;
const UNDER = 0x04;
const OUTSIDE_ZERO = 0x08;
const CENTRE_OF_ZERO = 0x10;

function readStatus(status: number): ScaleSaying {
  if ((status & OVER) !== 0) return { kind: 'over' };
  if ((status & UNDER) !== 0) return { kind: 'under' };
  if ((status & MOTION) !== 0) return { kind: 'moving' };
  if ((status & CENTRE_OF_ZERO) !== 0) return { kind: 'weight', grams: 0, isStill: true };
  return { kind: (status & OUTSIDE_ZERO) === 0 ? 'moving' : 'zeroLost' };
}

function readAnswer(bytes: readonly number[], form: FigureForm): ScaleSaying | null {
  const text = textOf(Uint8Array.from(bytes));
  const status = /^\?([\x40-\x7f])$/.exec(text)?.[1];
  if (status !== undefined) return readStatus(status.charCodeAt(0));
  // `N` is the sign of a net weight.
  const figure = /^([ \d]*\.?\d+)N?$/.exec(text)?.[1];
  return figure === undefined ? null : readFigure(figure, true, form);
}

/**
 * Source: PSC Magellan 8500 service manual (DIVA), 6.1.4: commands, the pause of 200 ms, bits of the status byte; Rice Lake
 * BenchPro operation manual, 8217 protocol, has the same bits. 7 data bits, even parity, 9600 bits per second as a rule.
 */
export function makeToledoParser(form: FigureForm): ScaleParser {
  /** What came since STX; null outside an answer. */
  let answer: number[] | null = null;
  return {
    take(bytes) {
      const said: ScaleSaying[] = [];
      for (const byte of without8th(bytes)) {
        if (byte === STX) answer = [];
        else if (answer !== null && byte === CR) {
          const saying = readAnswer(answer, form);
          answer = null;
          if (saying !== null) said.push(saying);
        } else if (answer !== null && answer.push(byte) > MOST_BYTES) answer = null;
      }
      return said;
    },
  };
}
