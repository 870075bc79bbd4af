// Articles by how their Chinese names sound: initials and syllables, by the word a hanzi stands in, names before sounds.
import { describe, expect, test } from 'vitest';
import { putItem } from '#store/catalog.ts';
import { soundsOf, typedSound } from '#store/pinyin.ts';
import { named, newCatalogue, skusOf } from './articles.ts';

describe('a search by sound', () => {
  const db = newCatalogue([
    named('P1', 'Spring Water', '农夫山泉 550毫升'),
    named('P2', 'Hot Pot Base', '重庆火锅底料'),
    named('P3', 'Bank Envelope', '银行信封'),
    named('P4', 'Luggage Strap', '行李绑带'),
    named('P5', 'Green Tea', '绿茶（大）'),
    named('P6', 'Copy', 'A4复印 每页'),
    named('P7', 'Coca-Cola', 'Coca-Cola Zero 330'),
    named('P8', 'Rare', '龘泉 犋𠀀'),
    named('P9', 'nfs Brand Mop', '拖把'),
    named('P10', 'Long', '慢火熬煮莲子红豆桂圆薏仁花生糯米多谷物营养早餐八宝粥易拉罐家庭分享装 360克'),
    named('P11', 'Cola', '可乐 2升'),
    named('P12', 'Sugar', '白糖 500克'),
  ]);
  test.for([
    ['initials', 'nfsq', ['P1']],
    ['initials in capitals', 'NFSQ', ['P1']],
    ['the first of the initials, after a name that begins so', 'nfs', ['P9', 'P1']],
    ['initials from the middle', 'sq', ['P1']],
    ['initials and the digits after them', 'nfsq550', ['P1']],
    ['initials, digits and a unit', 'sq550hs', ['P1']],
    ['initials and digits apart', 'sq 550', ['P1']],
    ['initials with other digits', 'nfsq500', []],
    ['syllables', 'nongfu', ['P1']],
    ['syllables apart', 'nong fu', ['P1']],
    ['half a syllable', 'nongfush', ['P1']],
    ['syllables from the middle', 'shanquan', ['P1']],
    ['hanzi', '农夫', ['P1']],
    ['hanzi and initials', '农夫sq', ['P1']],
    ['syllables that no name has in this order', 'funong', []],
    ['a hanzi by the word it stands in: 重 in 重庆', 'cq', ['P2']],
    ['… and not as it sounds elsewhere', 'zhongqing', []],
    ['行 in 银行', 'yh', ['P3']],
    ['行 in 银行, spoken out', 'yinhang', ['P3']],
    ['行 in 行李', 'xl', ['P4']],
    ['ü as v', 'lvcha', ['P5']],
    ['ü as itself', 'lücha', ['P5']],
    ['across brackets', 'lcd', ['P5']],
    ['Latin letters and digits at the beginning', 'a4fy', ['P6']],
    ['a Latin name, by its words alone', 'cc', []],
    ['a rare hanzi', 'daquan', ['P8']],
    ['a long name from its start', 'mhazlzhdgyyrhsnmdgwyyzcbbz', ['P10']],
    ['a long name from its end', 'fxz', ['P10']],
    [
      'a whole name before a part of another, and the end of an English word last',
      'k',
      ['P11', 'P10', 'P12', 'P3'],
    ],
  ] as [string, string, string[]][])('finds %s: %o', ([, text, skus]) => {
    expect(skusOf(db, text)).toEqual(skus);
  });

  test('of one letter gives no more than was asked for', () => {
    const many = newCatalogue(
      Array.from({ length: 300 }, (_, i) => named(`N${i}`, `Article ${i}`, `牛奶 ${i}毫升`)),
    );
    expect(skusOf(many, 'n', 20)).toHaveLength(20);
    expect(skusOf(many, 'n n m', 20)).toEqual([]);
    expect(skusOf(many, 'nn29', 20)).toEqual(['N29', ...Array.from({ length: 10 }, (_, i) => `N29${i}`)]);
  });

  test('forgets how a name sounded once it has another', () => {
    const changed = newCatalogue([named('A', 'Tea', '绿茶')]);
    expect(skusOf(changed, 'lc')).toEqual(['A']);
    putItem(changed, named('A', 'Coffee', '咖啡'));
    expect([skusOf(changed, 'lc'), skusOf(changed, 'kf')]).toEqual([[], ['A']]);
  });
});

describe('what is kept of a name', () => {
  test('is every beginning that may be typed, the whole name apart from its parts', () => {
    expect(soundsOf('可乐 2升')).toEqual({
      whole: ['kl2s', 'kele2sheng'],
      parts: ['l2s', 'le2sheng', '2s', '2sheng', 's', 'sheng'],
    });
    expect(soundsOf('Coca-Cola 330')).toEqual({ whole: [], parts: [] });
  });

  test('stays small for the longest name', () => {
    const { whole, parts } = soundsOf('装'.repeat(120));
    const sounds = [...whole, ...parts];
    expect(sounds.length).toBeLessThanOrEqual(240);
    expect(Math.max(...sounds.map((sound) => sound.length))).toBe(24);
  });

  test('is asked for by letters alone, or letters with digits', () => {
    expect(['nfsq', 'NfSq550', 'lü', '550', '农', 'é', ''].map(typedSound)).toEqual([
      'nfsq',
      'nfsq550',
      'lv',
      null,
      null,
      null,
      null,
    ]);
  });
});
