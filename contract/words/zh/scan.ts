// Chinese words of scans that are no article, or no whole code: what they are and what to do.
import type { ScanWords } from '#contract/words/en/scan.ts';

export const scan: ScanWords = {
  brokenOff: '扫码枪传码中断，请重新扫描。',
  garbled: '扫码枪传来的不是条码，请重新扫描。若反复出现，请检查扫码枪的连线和波特率。',
  tooLong: '内容过长，不是商品条码，未加入。',
  address: '这是网址，不是商品条码。未打开，也未加入。',
  payment: '这像是付款码，没有对应的商品，未加入。',
  paymentHere: '这是手机付款码。本机不支持扫码收款，请收现金。',
  parkFirst: '请先挂单或结完本单，再扫挂单小票。',
  parkedNotHere: '请先完成当前操作，再扫挂单小票。',
  expired: (d) => `此商品只能售至 ${d.date}，现已过期，请取出。`,
  takeOut: '取出',
  tried: (d) =>
    `读到“${d.code}”，${d.source}。${[d.kind, d.end, d.pace].filter((part) => part !== '').join('，')}。`,
  keyboard: '键盘式扫码枪',
  kindUnknown: '未报码制',
  ends: (d) => `以 ${d.end} 结尾`,
  endsWithEnter: '以回车结尾',
  endsWithNothing: '没有结尾符，请为扫码枪设置结尾符',
  pace: (d) => `每字符 ${d.ms} 毫秒`,
};
