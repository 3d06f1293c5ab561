import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import {
  hasParameter,
  isTooLarge,
  mapTypeParameters,
  maximumTypeSize,
  sameType,
  typeName,
  typeParameters,
  unwrapped,
} from '../types/typeShape';

/** Parameters are the same in every check, so that they are made once. */
const pool: CelType[] = [];

/**
 * What the type parameters of one check stand for, and which type fits where. The rules are cel-go's (checker/types.go): a
 * parameter takes the most general of the types it meets, `dyn` and `error` fit everywhere, null fits wrappers, objects,
 * opaque types and times.
 */
export class TypeUnifier {
  private readonly bindings = new Map<string, CelType>();
  /** How deep the bound types are with all that their parameters stand for, so that no chain of them grows without bound. */
  private readonly depths = new Map<string, number>();
  private readonly undo: {
    readonly name: string;
    readonly before?: CelType;
  }[] = [];
  private nextParameter = 0;

  /** A new parameter; its name cannot be that of a declared one. */
  freshParameter(): CelType {
    const index = this.nextParameter;
    this.nextParameter += 1;
    pool[index] ??= types.parameter(`_var${index}`);
    return pool[index];
  }

  /** Whether a value of type `from` can stand where `to` is expected; binds parameters only if so. */
  isAssignable(to: CelType, from: CelType): boolean {
    this.undo.length = 0;
    return this.assign(to, from) || this.rollBack();
  }

  /** The same for several types at once: all or none. */
  areAssignable(to: readonly CelType[], from: readonly CelType[]): boolean {
    this.undo.length = 0;
    return this.assignAll(to, from) || this.rollBack();
  }

  /**
   * What a result type is when these types stand where those are expected; undefined if they cannot. Binds nothing, so types
   * may have parameters as declared, provided that `from` has none.
   */
  resultOf(
    result: CelType,
    to: readonly CelType[],
    from: readonly CelType[],
  ): CelType | undefined {
    if (!this.areAssignable(to, from)) {
      return undefined;
    }
    const resolved = this.resolve(result);
    this.rollBack();
    return resolved;
  }

  /** The type with its bound parameters replaced. Types that grow too large become `dyn`. */
  resolve(type: CelType): CelType {
    return this.substitute(type, undefined);
  }

  /** The type with bound parameters replaced and all others `dyn`: what a caller gets to see. */
  resolveFully(type: CelType): CelType {
    return this.substitute(type, types.dyn);
  }

  private rollBack(): false {
    for (let index = this.undo.length - 1; index >= 0; index--) {
      const { name, before } = this.undo[index];
      if (before === undefined) {
        this.bindings.delete(name);
      } else {
        this.bindings.set(name, before);
      }
    }
    this.undo.length = 0;
    return false;
  }

  private bind(name: string, type: CelType) {
    const depth = this.depthOf(type) + 1;
    const tooDeep = depth > maximumTypeSize;
    this.undo.push({ name, before: this.bindings.get(name) });
    this.bindings.set(name, tooDeep ? types.dyn : type);
    this.depths.set(name, tooDeep ? 0 : depth);
  }

  private assign(left: CelType, right: CelType): boolean {
    if (right.kind === 'parameter') {
      const outcome = this.bindParameter(right, left);
      if (outcome !== 'try-other') {
        return outcome === 'fits';
      }
    }
    if (left.kind === 'parameter') {
      return this.bindParameter(left, right) === 'fits';
    }
    if (isWild(left) || isWild(right)) {
      return true;
    }
    if (left.kind === 'null') {
      return acceptsNull(right);
    }
    if (right.kind === 'null') {
      return acceptsNull(left);
    }
    if (left.kind === 'type') {
      return right.kind === 'type' && this.assignTypeTypes(left, right);
    }
    const a = unwrapped(left);
    const b = unwrapped(right);
    return (
      a.kind === b.kind &&
      typeName(a) === typeName(b) &&
      this.assignAll(typeParameters(a), typeParameters(b))
    );
  }

  private assignAll(left: readonly CelType[], right: readonly CelType[]) {
    if (left.length !== right.length) {
      return false;
    }
    for (let index = 0; index < left.length; index++) {
      if (!this.assign(left[index], right[index])) {
        return false;
      }
    }
    return true;
  }

  /** Types of types compare whatever they are of, unless a parameter has to be bound. */
  private assignTypeTypes(
    left: Extract<CelType, { kind: 'type' }>,
    right: Extract<CelType, { kind: 'type' }>,
  ): boolean {
    return left.of !== undefined &&
      right.of !== undefined &&
      (hasParameter(left.of) || hasParameter(right.of))
      ? this.assign(left.of, right.of)
      : true;
  }

  private bindParameter(
    parameter: Extract<CelType, { kind: 'parameter' }>,
    type: CelType,
  ): 'fits' | 'conflict' | 'try-other' {
    if (sameType(parameter, type)) {
      return 'fits';
    }
    const bound = this.bindings.get(parameter.name);
    if (bound === undefined) {
      if (!this.isFreeIn(parameter, type)) {
        return 'try-other';
      }
      this.bind(parameter.name, type);
      return 'fits';
    }
    if (sameType(bound, type)) {
      return 'fits';
    }
    if (!this.assign(type, bound)) {
      return 'conflict';
    }
    const general = mostGeneral(type, bound);
    if (this.isFreeIn(parameter, general)) {
      this.bind(parameter.name, general);
    }
    return 'fits';
  }

  private depthOf(type: CelType): number {
    if (type.kind === 'parameter') {
      return this.depths.get(type.name) ?? 0;
    }
    return hasParameter(type)
      ? 1 + Math.max(...typeParameters(type).map(part => this.depthOf(part)))
      : 1;
  }

  /** Whether the parameter does not occur in the type, so that binding it makes no endless type. */
  private isFreeIn(
    parameter: Extract<CelType, { kind: 'parameter' }>,
    type: CelType,
  ): boolean {
    if (!hasParameter(type)) {
      return true;
    }
    if (type.kind === 'parameter') {
      if (type.name === parameter.name) {
        return false;
      }
      const bound = this.bindings.get(type.name);
      return bound === undefined || this.isFreeIn(parameter, bound);
    }
    return typeParameters(type).every(part => this.isFreeIn(parameter, part));
  }

  private substitute(type: CelType, unbound: CelType | undefined): CelType {
    if (type.kind === 'parameter') {
      const bound = this.bindings.get(type.name);
      return bound === undefined
        ? unbound ?? type
        : this.substitute(bound, unbound);
    }
    if (!hasParameter(type)) {
      return type;
    }
    const replaced = mapTypeParameters(type, part =>
      this.substitute(part, unbound),
    );
    return isTooLarge(replaced) ? types.dyn : replaced;
  }
}

/** The less specific of two types that fit each other. */
export function mostGeneral(left: CelType, right: CelType): CelType {
  return isAtMostAsSpecific(left, right) ? left : right;
}

function isAtMostAsSpecific(left: CelType, right: CelType): boolean {
  if (left.kind === 'dyn' || left.kind === 'parameter') {
    return true;
  }
  if (right.kind === 'dyn' || right.kind === 'parameter') {
    return false;
  }
  const a = unwrapped(left);
  const b = unwrapped(right);
  if (a.kind !== b.kind || typeName(a) !== typeName(b)) {
    return false;
  }
  const parts = typeParameters(a);
  const others = typeParameters(b);
  if (a.kind === 'type' && parts.length !== others.length) {
    return parts.length === 0;
  }
  return (
    parts.length === others.length &&
    parts.every((part, index) => isAtMostAsSpecific(part, others[index]))
  );
}

function isWild(type: CelType): boolean {
  return type.kind === 'dyn' || type.kind === 'error';
}

function acceptsNull(type: CelType): boolean {
  switch (type.kind) {
    case 'null':
    case 'wrapper':
    case 'object':
    case 'opaque':
    case 'timestamp':
    case 'duration':
      return true;
    default:
      return false;
  }
}
