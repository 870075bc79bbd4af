// Chinese words of customers: finding who is buying at the counter, and keeping them in the settings.
import type { CustomerWords } from '#contract/words/en/customer.ts';

export const customer: CustomerWords = {
  customer: '顾客',
  title: '谁在购买？',
  hint: '输入姓名、电话后四位或卡号，也可以直接扫卡',
  choose: '选择顾客',
  found: '找到的顾客',
  none: '请输入，或扫描会员卡。',
  nobody: '没有找到。请试试电话后四位。',
  many: (d) => `显示前${d.count}位，请再多输入一些。`,
  some: (d) => `${d.count}位顾客`,
  pick: '就是这位顾客',
  takeOff: '取消顾客',
  now: (d) => `本单顾客：${d.name}。`,
  attached: (d) => `顾客：${d.name}。价格和税费已按其计算。`,
  gone: '本单不再有顾客，价格和税费已重新计算。',
  cardUnknown: (d) => `没有顾客持有卡“${d.code}”。请按姓名或电话查找。`,
  couponTaken: (d) => `已接受优惠券${d.code}，商品齐全后即生效。`,
  emptySale: '本单还没有商品。请继续扫描，或先整单取消。',
  exempt: '免税',
  noGroup: '无分组',
  phone: (d) => `电话 …${d.tail}`,
  card: '会员卡',
};
