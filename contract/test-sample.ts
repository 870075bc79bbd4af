// The lines of a test page that show which characters a printer has: each set with words that the eye knows, whatever the
// language. Data alone; the screen asks by it which line was right.
import type { CharsetName } from './printer-profile.ts';

export const TEST_SAMPLES: readonly (readonly [charset: CharsetName, text: string])[] = [
  ['gb18030', '中文 牛奶 ￥12.50 €9'],
  ['gb2312', '中文 牛奶 ￥12.50'],
  ['cp437', '¥£ äöüß éèç ñ'],
  ['cp850', '¥£ äöüß éèç ñ ø'],
  ['cp858', '€¥£ äöüß éèç ñ ø'],
  ['cp1252', '€¥£ äöüß éèç ñ ø'],
  ['cp852', 'ąćęłńóśźż řů'],
  ['cp1250', 'ąćęłńóśźż řů'],
  ['cp866', 'Привет Ёё'],
  ['cp1251', 'Привет Ёё'],
  ['cp1253', 'Ευχαριστώ'],
  ['cp1254', 'ğışÖÇ'],
];
