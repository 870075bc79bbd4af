// Chinese words of the devices in the settings: how each stands, trying them, and papers that somebody must look at.
import type { DevicesWords } from '#contract/words/en/devices.ts';

export const devices: DevicesWords = {
  devices: '设备',
  hint: '各设备的当前状态。设备出问题不会影响收款。',
  notHere: '本机没有接此设备。',
  none: '无',
  since: (d) => `自 ${d.at}`,
  untested: '经操作系统打印队列的打印方式尚未用真机试过，请核对最初几张。',
  isSimulated: '模拟设备，供练习用，未连接真实设备。',
  select: '选择设备',
  test: '试一下',
  tests: {
    printer: '打印一页汉字、￥、条码和二维码，然后切纸。',
    drawer: '打开钱箱，并记为非销售开箱。',
    scanner: '扫任意商品，读到的内容会显示在这里。',
    scale: '放上物品，重量会显示在这里。',
    display: '在客显上显示测试字符，直到销售有变化。',
  },
  wedge: '像键盘一样输入的扫码枪也可以用。扫任意商品，读到的内容会显示在这里。',
  weight: {
    stable: (d) => `当前 ${d.weight} kg，已稳定`,
    moving: (d) => `当前 ${d.weight} kg，未稳定`,
  },
  connectPrinter: '连接打印机',
  connectDrawer: '连接钱箱',
  connectBeside: {
    scale: '连接电子秤',
    scanner: '连接扫码枪',
    display: '连接客显',
  },
  managerOnly: '设备由店长连接。',
  printTest: '打印测试页',
  testSent: '测试页已送往打印机，请核对每一行是否完整。',
  openDrawer: '打开钱箱',
  drawerReason: '在设置中试开钱箱',
  drawerTold: '已发出开钱箱信号。若未弹开，请检查钱箱与打印机之间的连线。',
  questions: (d) => `有 ${d.count} 张可能没有打印出来`,
  asked: (d) => `${d.title}，${d.at}：打印出来了吗？`,
  held: (d) => `${d.title}，${d.at}：等待过久，还需要吗？`,
  answers: { printed: '已经出纸', again: '重新打印', leave: '不需要了' },
  marked: '可能已出纸的，重打时会标明。',
};
