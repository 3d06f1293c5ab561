import type { Revision } from '@mandate/plugin-mandate-common';

/** The outcome of deciding about a change. */
export type Decision = Revision['decision'];
/** The part of a mandate that a reason comes from. */
export type Clause = Decision['decidedBy']['clause'];
