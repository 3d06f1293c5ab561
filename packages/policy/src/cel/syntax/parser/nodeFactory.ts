import type { CelConstant } from '../../values/runtimeValue';
import type {
  CallExpr,
  ComprehensionExpr,
  ConstantExpr,
  Expr,
  IdentifierExpr,
  ListExpr,
  MapEntry,
  MapExpr,
  SelectExpr,
  StructExpr,
  StructField,
} from '../expression';

/** Where a node stands. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Makes the nodes of one tree: gives ids, and keeps the shape of each kind the same. */
export class NodeFactory {
  private lastId = 0;

  /** The next id that no node has. */
  get nextId(): number {
    return this.lastId + 1;
  }

  /** An id of its own, for entries and fields. */
  newId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  constant(value: CelConstant, { start, end }: Span): ConstantExpr {
    return { kind: 'constant', id: this.newId(), start, end, value };
  }

  identifier(name: string, { start, end }: Span): IdentifierExpr {
    return { kind: 'identifier', id: this.newId(), start, end, name };
  }

  select(
    operand: Expr,
    field: string,
    { start, end }: Span,
    testOnly = false,
  ): SelectExpr {
    return {
      kind: 'select',
      id: this.newId(),
      start,
      end,
      operand,
      field,
      testOnly,
    };
  }

  call(
    name: string,
    args: readonly Expr[],
    { start, end }: Span,
    target?: Expr,
  ): CallExpr {
    return {
      kind: 'call',
      id: this.newId(),
      start,
      end,
      function: name,
      target,
      arguments: args,
    };
  }

  list(
    elements: readonly Expr[],
    optionalIndices: readonly number[],
    { start, end }: Span,
  ): ListExpr {
    return {
      kind: 'list',
      id: this.newId(),
      start,
      end,
      elements,
      optionalIndices,
    };
  }

  map(entries: readonly MapEntry[], { start, end }: Span): MapExpr {
    return { kind: 'map', id: this.newId(), start, end, entries };
  }

  struct(
    typeName: string,
    fields: readonly StructField[],
    { start, end }: Span,
  ): StructExpr {
    return { kind: 'struct', id: this.newId(), start, end, typeName, fields };
  }

  comprehension(
    parts: Omit<ComprehensionExpr, 'kind' | 'id' | 'start' | 'end'>,
    { start, end }: Span,
  ): ComprehensionExpr {
    return { kind: 'comprehension', id: this.newId(), start, end, ...parts };
  }
}
