import type { Revision } from '@mandate/plugin-mandate-common';

/**
 * The outcome of deciding about a change.
 *
 * @public
 */
export type Decision = Revision['decision'];

/**
 * How closely people watch.
 *
 * @public
 */
export type Oversight = Decision['oversight'];

/**
 * The part of a mandate that a reason comes from.
 *
 * @public
 */
export type Clause = Decision['decidedBy']['clause'];
