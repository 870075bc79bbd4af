// Identifiers that a client makes before it first sends (UUIDv7, RFC 9562), and business dates.
import * as z from 'zod/mini';

const uuid = () =>
  z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));

/** The idempotency key of a write command, end to end: the journal's row carries the same one. */
export const commandId = uuid().brand<'CommandId'>();
export type CommandId = z.infer<typeof commandId>;

export const saleId = uuid().brand<'SaleId'>();
export type SaleId = z.infer<typeof saleId>;

/** A line is named by the command that made it. */
export const lineId = uuid().brand<'LineId'>();
export type LineId = z.infer<typeof lineId>;

/** A tender is named by the command that took it. */
export const tenderId = uuid().brand<'TenderId'>();
export type TenderId = z.infer<typeof tenderId>;

/** An approval is named by the command that asked for it. */
export const approvalId = uuid().brand<'ApprovalId'>();
export type ApprovalId = z.infer<typeof approvalId>;

/** A shift is named by the command that opened it. */
export const shiftId = uuid().brand<'ShiftId'>();
export type ShiftId = z.infer<typeof shiftId>;

export const staffId = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/))
  .brand<'StaffId'>();
export type StaffId = z.infer<typeof staffId>;

/** An instant: ISO 8601 in UTC with milliseconds, `2026-11-20T08:30:00.000Z`. */
export const instant = z
  .string()
  .check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/))
  .brand<'Instant'>();
export type Instant = z.infer<typeof instant>;

/** The trading day a sale belongs to, `YYYY-MM-DD`; it has its own cut-off hour. */
export const businessDate = z
  .string()
  .check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
  .brand<'BusinessDate'>();
export type BusinessDate = z.infer<typeof businessDate>;
