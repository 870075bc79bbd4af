// Learning the drawer: which pin opens it, and what the levels of its sensor mean. Every opening is on the journal as one
// without a sale; what is learnt is only what was read.
import type { DeviceStatus } from '#contract/device.ts';
import type { DrawerSetting } from '#contract/device-setting.ts';
import { wordsFor } from '#contract/words/index.ts';
import type { DrawerPanel } from '#screen/state/device-panels.ts';
import type { TillState } from '#screen/state/model.ts';
import { refresh } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { openDeviceList } from './devices.ts';

export function drawerPanel({ panel }: Pick<TillState, 'panel'>): DrawerPanel | null {
  return panel?.name === 'drawerSetUp' ? panel : null;
}

/** The printer that the drawer hangs on, where it cannot open it now: then nothing can be learnt either. */
export function printerAway({ devices }: Pick<TillState, 'devices'>): DeviceStatus | null {
  const printer = devices.find(({ role }) => role === 'printer');
  const isWell = printer?.state === 'ready' || printer?.state === 'busy' || printer?.trouble === 'paperLow';
  return printer === undefined || isWell ? null : printer;
}

export function mayGoOnLearning(state: Pick<TillState, 'panel' | 'devices'>): boolean {
  const panel = drawerPanel(state);
  if (panel === null || panel.step === 'done') return panel !== null;
  return printerAway(state) === null && (panel.step !== 'pin' || panel.wasTried);
}

function change(till: Till, to: Partial<DrawerPanel>): void {
  till.store.setState((state) => {
    const panel = drawerPanel(state);
    return panel === null ? {} : { panel: { ...panel, ...to }, notice: null };
  });
}

function settingNow({ about }: Pick<TillState, 'about'>): DrawerSetting | null {
  return about?.register?.devices?.drawer ?? null;
}

export function openDrawerSetUp(till: Till): void {
  const now = settingNow(till.store.getState());
  till.store.setState({
    panel: {
      name: 'drawerSetUp',
      step: 'pin',
      pin: now?.pin ?? 2,
      wasTried: false,
      shutLevel: null,
      sensor: now?.sensor ?? null,
      isSilent: false,
    },
    notice: null,
  });
}

/** False after the cashier was told why not. */
async function keep(till: Till, drawer: DrawerSetting): Promise<boolean> {
  if ((await ask(till, 'device.setDrawer', { commandId: newId(), drawer })) === null) return false;
  await refresh(till);
  return true;
}

async function openNow(till: Till): Promise<boolean> {
  const reason = wordsFor(till.store.getState().language).devices.drawerReason;
  return (await ask(till, 'drawer.noSale', { commandId: newId(), reason })) !== null;
}

export function tryPin(till: Till, pin: DrawerSetting['pin']): Promise<void> {
  return once(till, 'tryPin', async () => {
    const panel = drawerPanel(till.store.getState());
    if (panel?.step !== 'pin') return;
    const now = settingNow(till.store.getState());
    // Nothing is changed where the pin is the one that counts already.
    const isKept = now?.pin === pin || (await keep(till, { pin, sensor: panel.sensor }));
    if (isKept && (await openNow(till))) change(till, { pin, wasTried: true });
  });
}

/** Enter: on to the next step. */
export function goOnLearning(till: Till): Promise<void> {
  return once(till, 'learnDrawer', async () => {
    const panel = drawerPanel(till.store.getState());
    if (panel === null) return;
    if (panel.step === 'pin') return change(till, { step: 'shut' });
    if (panel.step === 'shut') return readShut(till, panel);
    if (panel.step === 'open') return readOpen(till, panel);
    openDeviceList(till);
  });
}

async function readShut(till: Till, panel: DrawerPanel): Promise<void> {
  const answer = await ask(till, 'drawer.level', {});
  if (answer === null) return;
  if (answer.level === null) return learn(till, panel, null, true);
  if (await openNow(till)) change(till, { step: 'open', shutLevel: answer.level });
}

async function readOpen(till: Till, panel: DrawerPanel): Promise<void> {
  const answer = await ask(till, 'drawer.level', {});
  if (answer === null) return;
  const { level } = answer;
  if (level === null || level === panel.shutLevel) return learn(till, panel, null, level === null);
  return learn(till, panel, level === 'high' ? 'highIsOpen' : 'lowIsOpen', false);
}

async function learn(
  till: Till,
  { pin }: DrawerPanel,
  sensor: DrawerPanel['sensor'],
  isSilent: boolean,
): Promise<void> {
  if (await keep(till, { pin, sensor })) change(till, { step: 'done', sensor, isSilent });
}
