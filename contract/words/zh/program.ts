// Chinese words of the installed program where no screen has come up yet: why it did not start.
import type { ProgramWords } from '#contract/words/en/program.ts';

export const program: ProgramWords = {
  openedBy: (d) => `收银程序没有启动：启动时带了“${d.name}”，任何人都能借此打开它。请去掉后再启动。`,
  noSandbox: '收银程序没有启动：这台电脑不允许它把屏幕隔离起来。请改用系统安装包安装，不要用单文件版。',
  notStarted: (d) => `收银程序无法启动。请告知技术支持：${d.detail}`,
};
