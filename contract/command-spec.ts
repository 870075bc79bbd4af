// What every row of the command map says. Owns the kinds; names no command.
import type * as z from 'zod/mini';
import type { Permission } from './staff.ts';

/**
 * `read` answers and changes nothing. `basket` touches only an open sale: it survives a killed process.
 * `journal` appends to the journal: when it is answered, it survives a power cut. `session` does the same, but is never
 * answered from memory: whoever asks again proves again who they are. `setting` survives a power cut and leaves no
 * journal row: nothing it holds is money. `device` does something to a device of the counter and writes nothing. `machine` asks
 * about the machine under the till or its program; it works whatever the books are. `recovery` begins new books beside unfit
 * ones.
 */
export type CommandKind =
  | 'read'
  | 'basket'
  | 'journal'
  | 'session'
  | 'setting'
  | 'device'
  | 'machine'
  | 'recovery';

export interface CommandSpec {
  kind: CommandKind;
  permission: Permission;
  /**
   * Somebody else may approve it for whoever may not do it, or not so far: its arguments take an `approval`. Whether one
   * is needed is seen when it is carried out.
   */
  approvable?: true;
  args: z.ZodMiniType;
  result: z.ZodMiniType;
}
