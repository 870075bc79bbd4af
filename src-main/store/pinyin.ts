// How Chinese names sound when they are typed: initials and syllables without tones. Owns what of them is kept for the
// index; knows nothing of how it is searched.
import { pinyin } from 'pinyin-pro';

/** Nobody types more letters than these of one name; what is typed beyond them is not looked at. */
const LONGEST = 24;

/** One hanzi, or a run of Latin letters and digits beside them. */
interface Unit {
  initial: string;
  syllable: string;
  isHan: boolean;
}

/** The units of a name in their order; punctuation and spaces part nothing, as nobody types them. */
function unitsOf(name: string): Unit[] {
  // The readings are those of the words a hanzi stands in (银行 yinhang, 行李 xingli); `v` is the ü of keyboards.
  const all = pinyin(name, { type: 'all', toneType: 'none', nonZh: 'consecutive', v: true });
  return all.flatMap(({ isZh, origin, pinyin: syllable, first }): Unit[] => {
    if (isZh && /^[a-z]+$/.test(syllable)) return [{ initial: first, syllable, isHan: true }];
    const runs = origin.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    return runs.map((run) => ({ initial: run, syllable: run, isHan: false }));
  });
}

/** What may be typed of a name by its sound, the whole name's before that of its parts. */
export interface Sounds {
  whole: string[];
  parts: string[];
}

/**
 * Every text whose beginning may be typed for a name: from its start and from each unit on, the initials (`nfsq550hs`,
 * `fsq550hs`, …) and the joined syllables (`nongfushanquan550…`, `fushanquan…`). None for a name without hanzi.
 */
export function soundsOf(name: string): Sounds {
  if (!/\p{Script=Han}/u.test(name)) return { whole: [], parts: [] };
  const units = unitsOf(name);
  const sounds = units.map((_, i) => {
    const rest = units.slice(i, i + LONGEST);
    if (!rest.some(({ isHan }) => isHan)) return [];
    const texts = [rest.map(({ initial }) => initial), rest.map(({ syllable }) => syllable)];
    return texts.map((text) => text.join('').slice(0, LONGEST));
  });
  return { whole: [...new Set(sounds[0])], parts: [...new Set(sounds.slice(1).flat())] };
}

/** A typed word as the beginning of a sound, or null for one that is no pinyin. */
export function typedSound(word: string): string | null {
  const typed = word.toLowerCase().replaceAll('ü', 'v');
  return /^[a-z0-9]*[a-z][a-z0-9]*$/.test(typed) ? typed.slice(0, LONGEST) : null;
}
