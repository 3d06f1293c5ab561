import type { MacroBuilder } from '../../library/library';
import type { CallExpr, ComprehensionExpr, Expr } from '../expression';
import type { NodeFactory } from './nodeFactory';

/** Makes the nodes of one macro's expansion, all of them placed at the call. */
export class TreeBuilder implements MacroBuilder {
  readonly accumulator = '@result';

  constructor(
    private readonly nodes: NodeFactory,
    private readonly place: CallExpr,
    private readonly macroCalls: Map<number, CallExpr>,
  ) {}

  constant(value: null | boolean | string | number): Expr {
    return this.nodes.constant(value, this.place);
  }

  identifier(name: string): Expr {
    return this.nodes.identifier(name, this.place);
  }

  select(operand: Expr, field: string, testOnly = false): Expr {
    return this.nodes.select(operand, field, this.place, testOnly);
  }

  call(name: string, ...args: Expr[]): Expr {
    return this.nodes.call(name, args, this.place);
  }

  memberCall(name: string, target: Expr, ...args: Expr[]): Expr {
    return this.nodes.call(name, args, this.place, target);
  }

  list(...elements: Expr[]): Expr {
    return this.nodes.list(elements, [], this.place);
  }

  emptyMap(): Expr {
    return this.nodes.map([], this.place);
  }

  map(entries: readonly { readonly key: Expr; readonly value: Expr }[]): Expr {
    return this.nodes.map(
      entries.map(({ key, value }) => ({
        id: this.nodes.newId(),
        key,
        value,
        optional: false,
      })),
      this.place,
    );
  }

  comprehension(
    parts: Omit<ComprehensionExpr, 'kind' | 'id' | 'start' | 'end'>,
  ): Expr {
    return this.nodes.comprehension(parts, this.place);
  }

  copy(expr: Expr): Expr {
    const copied = this.copyOf(expr);
    const macroCall = this.macroCalls.get(expr.id);
    if (macroCall) {
      this.macroCalls.set(copied.id, macroCall);
    }
    return copied;
  }

  private copyOf(expr: Expr): Expr {
    const { nodes } = this;
    switch (expr.kind) {
      case 'constant':
        return nodes.constant(expr.value, expr);
      case 'identifier':
        return nodes.identifier(expr.name, expr);
      case 'select':
        return nodes.select(
          this.copy(expr.operand),
          expr.field,
          expr,
          expr.testOnly,
        );
      case 'call':
        return nodes.call(
          expr.function,
          expr.arguments.map(argument => this.copy(argument)),
          expr,
          expr.target && this.copy(expr.target),
        );
      case 'list':
        return nodes.list(
          expr.elements.map(element => this.copy(element)),
          expr.optionalIndices,
          expr,
        );
      case 'map':
        return nodes.map(
          expr.entries.map(({ key, value, optional }) => ({
            id: nodes.newId(),
            key: this.copy(key),
            value: this.copy(value),
            optional,
          })),
          expr,
        );
      case 'struct':
        return nodes.struct(
          expr.typeName,
          expr.fields.map(({ name, value, optional }) => ({
            id: nodes.newId(),
            name,
            value: this.copy(value),
            optional,
          })),
          expr,
        );
      case 'comprehension':
        return nodes.comprehension(
          {
            iterationVariable: expr.iterationVariable,
            secondVariable: expr.secondVariable,
            range: this.copy(expr.range),
            accumulator: expr.accumulator,
            initial: this.copy(expr.initial),
            condition: this.copy(expr.condition),
            step: this.copy(expr.step),
            result: this.copy(expr.result),
          },
          expr,
        );
      default:
        return expr satisfies never;
    }
  }
}
