// Chinese words of the demonstration counter: what a mouse may do to its devices, and what they show.
import type { DemoWords } from '#contract/words/en/demo.ts';

export const demo: DemoWords = {
  title: '演示柜台',
  toggle: '演示',
  close: '收起演示柜台',

  scanner: '扫码枪',
  scan: '扫描',
  unknownArticle: '未知商品',
  badgeOf: '扫工牌',
  unlockFirst: '扫工牌解锁。',

  scale: '电子秤',
  kilograms: (d) => `${d.weight} 千克`,
  lay: (d) => `把 ${d.weight} 千克放到秤上`,
  takeOff: '拿走',
  settling: '称重中……',
  stable: '已稳定',
  taken: '已计入购物单',

  drawer: '钱箱',
  drawerOpen: '钱箱已打开',
  drawerShut: '钱箱已关好',
  shutDrawer: '推回去',

  receipt: '小票',
  code: '退货用二维码',
  noReceipt: '还没有打印',
  larger: '放大',
  smaller: '缩小',

  printer: '打印纸',
  paper: '纸',
  paperIs: { enough: '充足', low: '将尽', out: '缺纸' },
  cover: '打开上盖',
};
