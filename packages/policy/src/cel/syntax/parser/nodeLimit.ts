import type { NodeFactory } from './nodeFactory';
import type { TokenCursor } from './tokenCursor';

/**
 * Parts that an expression may have once its macros are expanded: many times more than anybody writes, and few enough to be
 * checked and planned in less than 50 ms by a process that has checked nothing before (`yarn bench hostile-cold`).
 */
export const nodeLimit = 2_000;

/** Gives parsing up when the tree gets too large. */
export function stopAtNodeLimit(nodes: NodeFactory, cursor: TokenCursor): void {
  if (nodes.nextId > nodeLimit) {
    cursor.report(
      `This expression has more than ${nodeLimit} parts, macros expanded. Split it into several, or keep lists as data.`,
      cursor.next,
    );
    cursor.stop();
  }
}
