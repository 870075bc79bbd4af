// Approving: whoever has proved who they are lets one command be done. Signs nobody in; writes nothing by itself, since
// nothing has been done yet.
import { commands, isCommandName } from '#contract/commands.ts';
import type { CommandName } from '#contract/commands.ts';
import type { CommandSpec } from '#contract/command-spec.ts';
import type { ApprovalId, CommandId } from '#contract/ids.ts';
import type { ActionToApprove, Approval } from '#contract/limits.ts';
import { refuse } from '#contract/refusal.ts';
import { hashArgs } from '#store/command.ts';
import type { StaffMember } from '#store/staff.ts';
import type { Handler, WriteContext } from './context.ts';

interface Action {
  name: CommandName;
  args: { commandId: CommandId };
}

/** The command that is asked for, in the form in which it will come. */
function readAction({ name, args }: ActionToApprove): Action {
  if (!isCommandName(name)) return refuse('approval.notForThis', { name });
  const spec: CommandSpec = commands[name];
  if (spec.approvable !== true) return refuse('approval.notForThis', { name });
  const read = spec.args.safeParse(args);
  if (read.success) return { name, args: read.data as Action['args'] };
  const issue = read.error.issues[0];
  const path = ['action', 'args', ...(issue?.path ?? [])].map(String).join('.');
  return refuse('command.invalid', { path, problem: issue?.message ?? 'invalid' });
}

/** Approves only what would be done now: whoever approves is told at once why not. */
function give(context: WriteContext, asked: ActionToApprove, person: StaffMember): Approval {
  const session = context.state.session ?? refuse('session.none', {});
  const { staffId, name } = person;
  if (staffId === session.staffId) refuse('approval.bySelf', {});
  const action = readAction(asked);
  context.rehearse(action.name, action.args, person);
  const approvalId = context.commandId as string as ApprovalId;
  const argsHash = hashArgs(action.name, action.args);
  context.approvals.give({ approvalId, argsHash, session, approver: staffId });
  return { approvalId, approver: { staffId, name } };
}

export const approve: Handler<'session.approve'> = (context, { action }, { person }) =>
  give(context, action, person);

export const approveWithBadge: Handler<'session.approveWithBadge'> = (context, { action }, { person }) =>
  give(context, action, person);
