// How long the till owes an answer, so that the screen can say so. Holds nothing back and asks nothing itself.
import type { Args, CommandName } from '#contract/commands.ts';
import type { Bridge } from '#screen/bridge/bridge.ts';

/** `working`: longer than an eye waits; `slow`: so long that a person would press the key again. */
export type Waiting = 'working' | 'slow';

const WORKING_MS = 150;
const SLOW_MS = 1000;

/** These take their time on any disk. */
const lengthy: ReadonlySet<CommandName> = new Set<CommandName>([
  'register.recover',
  'register.reopen',
  'app.saveDiagnosis',
  'app.installUpdate',
]);

/** The same bridge; `show` hears of every change of how long the oldest answer is owed. */
export function watched(bridge: Bridge, show: (waiting: Waiting | null) => void): Bridge {
  const working = new Set<object>();
  const slow = new Set<object>();
  const tell = () => show(slow.size > 0 ? 'slow' : working.size > 0 ? 'working' : null);

  return {
    ...bridge,
    async call<N extends CommandName>(name: N, args: Args<N>) {
      const call = {};
      const becomeSlow = () => {
        slow.add(call);
        tell();
      };
      const becomeWorking = () => {
        working.add(call);
        if (!lengthy.has(name)) timer = setTimeout(becomeSlow, SLOW_MS - WORKING_MS);
        tell();
      };
      let timer = setTimeout(becomeWorking, WORKING_MS);
      try {
        return await bridge.call(name, args);
      } finally {
        clearTimeout(timer);
        slow.delete(call);
        if (working.delete(call)) tell();
      }
    },
  };
}
