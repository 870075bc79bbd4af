// The protocols of scales, as data: how the line is set, what asks for a weight and who reads the answers. It opens nothing.
import type { ScaleProtocol, SerialFrame } from '#contract/scale-setting.ts';
import { makeAclasParser } from './aclas.ts';
import { makeCasParser } from './cas.ts';
import { makeNciParser, nciQuestion } from './nci.ts';
import { makeToledoParser, toledoQuestion } from './toledo.ts';
import type { FigureForm, ScaleParser } from './weight.ts';

export interface ScaleTalk {
  /** As the shop reads it on the device. */
  readonly model: string;
  readonly baudRate: number;
  readonly frame: SerialFrame;
  /** Asks for one weight; null where the scale speaks by itself. */
  readonly question: Uint8Array | null;
  makeParser(form: FigureForm): ScaleParser;
}

export const SCALE_TALKS: Readonly<Record<ScaleProtocol, ScaleTalk>> = {
  toledo: {
    model: 'Toledo 8217',
    baudRate: 9600,
    frame: '7E1',
    question: toledoQuestion,
    makeParser: makeToledoParser,
  },
  nci: { model: 'NCI', baudRate: 9600, frame: '7E1', question: nciQuestion, makeParser: makeNciParser },
  cas: { model: 'CAS', baudRate: 9600, frame: '8N1', question: null, makeParser: makeCasParser },
  aclas: { model: 'ACLAS', baudRate: 9600, frame: '8N1', question: null, makeParser: makeAclasParser },
};
