// Every hanzi a shop may meet is drawn by the letters that the till brings, never by whatever the machine has.
import { expect, test } from '#test/support/till.ts';

/** All of GB 2312: rows 16 to 87 of 94 signs each, 6,763 of them taken. */
function gb2312(): string {
  const decoder = new TextDecoder('gb2312');
  const hanzi: string[] = [];
  for (let row = 0xb0; row <= 0xf7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      const sign = decoder.decode(Uint8Array.of(row, cell));
      if (/^\p{Script=Han}$/u.test(sign)) hanzi.push(sign);
    }
  }
  return hanzi.join('');
}

/** Signs from names that people have and old code tables have not. */
const rareNames = '䶮𬭎㛃㙍龑喆堃祎昇玥頔珺';

test('both languages are drawn by the bundled letters alone', async ({ till }, info) => {
  test.skip(info.project.name !== 'browser', 'asked of Chromium over its own protocol, the same engine');
  const everyday = gb2312();
  expect([...everyday]).toHaveLength(6763);
  await till.page.evaluate((text) => {
    const sample = document.createElement('p');
    sample.id = 'sample';
    sample.textContent = text;
    document.body.append(sample);
  }, `${everyday}${rareNames} Counterfoil 0123456789 ¥€$`);
  await till.page.evaluate(() => document.fonts.ready);
  const session = await till.page.context().newCDPSession(till.page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#sample' });
  const fontsOf = async () => (await session.send('CSS.getPlatformFontsForNode', { nodeId })).fonts;
  await expect.poll(async () => (await fontsOf()).filter((font) => !font.isCustomFont)).toEqual([]);
  const names = (await fontsOf()).map((font) => font.familyName);
  expect(names).toContain('Noto Sans CJK SC');
});
