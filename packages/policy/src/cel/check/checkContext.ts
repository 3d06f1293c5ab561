import type { CelEnvironment } from '../library/celEnvironment';
import type { Expr } from '../syntax/expression';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { isTooLarge } from '../types/typeShape';
import type { Reference } from './checkedExpression';
import { declarationIndex } from './declarationIndex';
import { IssueLog } from './issueLog';
import type { KnownValues } from './knownValues';
import { Scope } from './scope';
import { Suggestions } from './suggestions';
import { TypeUnifier } from './typeUnifier';

/** What the parts of one check share. */
export class CheckContext {
  readonly index;
  readonly types;
  readonly options;
  readonly unifier = new TypeUnifier();
  readonly scope = new Scope();
  readonly issues = new IssueLog();
  readonly suggestions: Suggestions;
  readonly references = new Map<number, Reference>();
  /** What is known of a node's strings, or of its items'. */
  readonly knownValues = new Map<number, KnownValues>();
  /** Messages about calls that no overload fits, by function and types: the same mistake is often made again. */
  readonly noOverloadMessages = new Map<string, string>();
  private readonly typesById = new Map<number, CelType>();

  constructor(
    readonly environment: CelEnvironment,
    private readonly checkNode: (context: CheckContext, expr: Expr) => Expr,
  ) {
    this.index = declarationIndex(environment);
    this.types = environment.types;
    this.options = environment.options;
    this.suggestions = new Suggestions(this);
  }

  /** Checks a part; answers it with its names resolved. */
  check(expr: Expr): Expr {
    return this.checkNode(this, expr);
  }

  /** Types built of each other can double with each use; those that grow too large are `dyn`. */
  setType(expr: { readonly id: number }, type: CelType) {
    this.typesById.set(expr.id, isTooLarge(type) ? types.dyn : type);
  }

  /** A checked part's type as it was found: what its parameters stand for may still become more general. */
  typeOf(expr: { readonly id: number }): CelType {
    return this.typesById.get(expr.id) ?? types.error;
  }

  /** A checked part's type, its bound parameters replaced. */
  resolvedTypeOf(expr: { readonly id: number }): CelType {
    return this.unifier.resolve(this.typeOf(expr));
  }

  /** The types of all nodes, once the check is over: parameters that stayed free are `dyn`. */
  finalTypes(): ReadonlyMap<number, CelType> {
    for (const [id, type] of this.typesById) {
      const resolved = this.unifier.resolveFully(type);
      if (resolved !== type) {
        this.typesById.set(id, resolved);
      }
    }
    return this.typesById;
  }
}
