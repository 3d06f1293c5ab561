import { z } from 'zod';

/**
 * States of a change that can still move (kernel.md, "A change and its revisions").
 *
 * @public
 */
export const openChangeStates = [
  'proposed',
  'planned',
  'decided',
  'awaiting-approval',
  'queued',
  'running',
  'verifying',
  'undoing',
  'stuck',
] as const;

/**
 * States that nothing leaves.
 *
 * @public
 */
export const terminalChangeStates = [
  'succeeded',
  'undone',
  'refused',
  'rejected',
  'expired',
  'withdrawn',
  'superseded',
  'cancelled',
] as const;

/**
 * Zod schema of every state.
 *
 * @public
 */
export const changeStateSchema = z.enum([
  ...openChangeStates,
  ...terminalChangeStates,
]);

/**
 * Where a change is in its life.
 *
 * @public
 */
export type ChangeState = z.infer<typeof changeStateSchema>;
/**
 * A state that nothing leaves.
 *
 * @public
 */
export type TerminalChangeState = (typeof terminalChangeStates)[number];

/**
 * Whether nothing leaves this state.
 *
 * @public
 */
export function isTerminal(state: ChangeState): state is TerminalChangeState {
  return terminalChangeStates.some(terminal => terminal === state);
}
