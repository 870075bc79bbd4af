// Chinese words for trouble: faults, a store that may only be looked at, devices, printing, a till that does not answer.
// Says what happened, what is safe and what to do; never blames and never counts as a refusal.
import type { TroubleWords } from '#contract/words/en/trouble.ts';

export const trouble: TroubleWords = {
  fault: (d) =>
    `收银机内部出错。没有丢失数据：已完成的销售都已保存。请重试，并把事件号 ${d.incident} 告诉技术支持。`,
  screenFault: '画面出错。没有丢失数据：购物单和所有销售都已保存。',
  startAgain: '重新载入画面',
  viewOnlyTitle: '本机目前只能查看',
  viewOnlyPromise: '本机没有删除任何数据，也不会删除。',
  viewOnlyDetail: (d) => `供技术支持参考：${d.detail}`,
  recoveryAct: '主管或经理现在可以在本机继续收银。也请联系技术支持。',
  store: {
    journalBroken: {
      why: '销售记录前后对不上，曾被外部改动。',
      act: '请勿在本机收银。请联系技术支持，并保持开机。',
    },
    journalForked: {
      why: '销售记录出现两个不同的结尾，像是恢复过旧的备份。',
      act: '请勿在本机收银。请联系技术支持，并说明是否恢复过备份。',
    },
    databaseDamaged: {
      why: '保存销售的文件已损坏。',
      act: '请勿在本机收银。请联系技术支持，文件夹中的内容请保持原样。',
    },
    databaseMissing: {
      why: '保存销售的文件不见了，但本机曾经收过银。',
      act: '请放回文件后选择“重新检查”，或联系技术支持。不要重新设置本机。',
    },
    databaseNewer: {
      why: '销售数据由更新版本的程序写入。',
      act: '请重新启动新版本的程序。',
    },
    databaseForeign: {
      why: '收银机文件夹中的文件不属于本程序。',
      act: '请核对启动时使用的文件夹，然后重新启动。',
    },
    diskFailed: {
      why: '本机磁盘读写不正常。',
      act: '关机前请先联系技术支持。磁盘恢复后请选择“重新检查”。',
    },
    notDurable: {
      why: '本机磁盘不能保证断电时数据不丢失。',
      act: '请勿在本机收银。请联系技术支持，把文件夹移到其他磁盘。',
    },
    sqliteTooOld: {
      why: '本程序的某个部件过旧，不能安全保存销售。',
      act: '请重新安装程序，然后启动收银机。',
    },
    keyMissing: {
      why: '本机用于签署销售的密钥不见了。',
      act: '请放回密钥文件后选择“重新检查”，或联系技术支持。不要重新设置本机。',
    },
  },
  connecting: '正在启动收银机……',
  lostTitle: '收银机没有响应',
  lost: '正在自动重试。购物单和所有销售都是安全的。',
  refusedTitle: '请用启动命令打开收银机',
  refused: '仅凭这个网页无法连接收银机。请使用收银机启动时显示的链接。',
  refusedAct: '请重新启动收银机，或点击它显示的链接。',
  role: { printer: '打印机', drawer: '钱箱', scanner: '扫描枪', scale: '电子秤', display: '顾客显示屏' },
  deviceState: { ready: '正常', busy: '忙', attention: '需处理', absent: '未连接' },
  deviceTrouble: {
    paperOut: '缺纸',
    paperLow: '纸将用尽',
    coverOpen: '盖未合',
    offline: '无响应',
    notFound: '未找到',
    drawerOpen: '已打开',
    failed: '故障',
  },
  drawerByKey: '请用钥匙打开',
  simulated: '模拟',
  device: (d) => `${d.role}：${d.words}`,
  print: {
    queued: '小票等待打印',
    sending: '小票正在打印',
    sent: '小票已送往打印机',
    printed: '小票已打印',
    blocked: '小票尚未打印：请查看打印机。销售已完成',
    held: '小票久未打印。需要时请重打',
    uncertain: '小票可能未打印。若没有出纸，请重打',
  },
};
