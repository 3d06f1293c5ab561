import type { Macro } from '../../library/library';
import type { MacroTable } from '../../library/macros/macroTable';
import type { CallExpr, Expr } from '../expression';
import type { NodeFactory } from './nodeFactory';
import { stopAtNodeLimit } from './nodeLimit';
import { TreeBuilder } from './treeBuilder';
import type { TokenCursor } from './tokenCursor';

/** Expands the macros among the calls of one expression, and keeps what was written. */
export class MacroExpander {
  /** By the id of the expansion: the call as it was written. */
  readonly macroCalls = new Map<number, CallExpr>();

  constructor(
    private readonly table: MacroTable,
    private readonly nodes: NodeFactory,
    private readonly cursor: TokenCursor,
  ) {}

  /** What a call stands for: itself unless it is a macro's. */
  expanded(call: CallExpr): Expr {
    const macro = this.table.find(
      call.function,
      call.target !== undefined,
      call.arguments.length,
    );
    return macro ? this.expand(macro, call) : call;
  }

  private expand(macro: Macro, call: CallExpr): Expr {
    const builder = new TreeBuilder(this.nodes, call, this.macroCalls);
    const expansion = macro.expand(builder, call);
    if (expansion === undefined) {
      return call;
    }
    if ('issue' in expansion) {
      this.cursor.report(expansion.issue, expansion.at);
      return call;
    }
    stopAtNodeLimit(this.nodes, this.cursor);
    // An expansion that is one of the arguments stands for itself.
    if (expansion.id > call.id) {
      this.macroCalls.set(expansion.id, call);
    }
    return expansion;
  }
}
