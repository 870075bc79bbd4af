// Chinese words of the customer's own display: the window on a second screen. The pole has none.
import type { DisplayWords } from '#contract/words/en/display.ts';

export const display: DisplayWords = {
  title: '顾客显示屏',
  welcome: '欢迎光临',
  closed: '本收银台已停止服务',
  total: '合计',
  savings: '已优惠',
  tax: '税额',
  received: '实收',
  due: '应付',
  giveBack: '退还',
  change: '找零',
  thanks: '谢谢惠顾，欢迎再次光临',
  earlier: (d) => `上面还有 ${d.count} 行`,
  times: (d) => `${d.count} ×`,
  kilograms: (d) => `${d.weight} 公斤`,
  voided: '已取消',
  receiptCode: '电子小票：请拍照保存',
  receiptCodeHint: '退货时可代替纸质小票。',
  connecting: '请稍候……',
  refused: '此显示屏未连接。请在收银台重新打开。',
  opened: '顾客显示屏已在另一个窗口打开。请将它移到顾客面前的屏幕。',
  tried: '客显正在显示测试内容。请检查每个字符和数字是否点亮。',
  noPole: '本机没有连接客显。',
  noWindow: '浏览器没有允许打开窗口。请允许本页面打开窗口，然后重试。',
};
