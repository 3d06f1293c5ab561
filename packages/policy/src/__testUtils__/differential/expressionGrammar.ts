import { declarationIndex } from '../../cel/check/declarationIndex';
import type { CelEnvironment } from '../../cel/library/celEnvironment';
import type { Overload } from '../../cel/library/library';
import { types } from '../../cel/types/celType';
import type { CelType } from '../../cel/types/celType';
import { formatType } from '../../cel/types/formatType';
import { literals } from './literals';
import { macroTexts } from './macroTexts';
import { callText } from './callText';
import { bindTypes, instantiated } from './matchTypes';
import type { SeededRandom } from './seededRandom';

/** A function that answers the type asked for, with what its parameters then are. */
interface Producer {
  readonly name: string;
  readonly overload: Overload;
  readonly parameters: readonly CelType[];
}

/** Names in force with their types. */
export type Names = readonly (readonly [string, CelType])[];

/**
 * Writes random expressions that mostly check: calls of every overload that an environment has, its macros, operators and
 * literals, with now and then a part of another type.
 */
export class ExpressionGrammar {
  private readonly producers = new Map<string, readonly Producer[]>();
  private readonly overloads: readonly (readonly [string, Overload])[];
  private loops = 0;

  constructor(
    environment: CelEnvironment,
    private readonly variables: Names,
    readonly random: SeededRandom,
  ) {
    const index = declarationIndex(environment);
    this.overloads = index.functionNames
      .filter(
        // A long range takes all of the oracle's memory.
        name => name !== 'lists.range' && !/@(?!in$)/.test(name),
      )
      .flatMap(name =>
        (index.findFunction(name)?.overloads ?? []).map(
          ({ overload }) => [name, overload] as const,
        ),
      );
  }

  /** One expression; deeper ones are longer. */
  expression(depth: number): string {
    this.loops = 0;
    const type = this.random.chance(0.5)
      ? this.anyType()
      : this.random.pick(this.overloads)[1].result;
    return this.of(
      instantiated(type, () => this.anyType()),
      depth,
      this.variables,
    );
  }

  /** An expression that should have this type. */
  of(type: CelType, depth: number, names: Names): string {
    if (this.random.chance(0.03)) {
      return this.of(this.anyType(), depth, names);
    }
    if (type.kind === 'dyn') {
      return this.random.chance(0.5)
        ? this.leaf(type, depth, names)
        : `dyn(${this.of(this.anyType(), depth - 1, names)})`;
    }
    if (depth <= 0 || this.random.chance(0.12)) {
      return this.leaf(type, depth, names);
    }
    const macros = this.random.chance(0.3) ? macroTexts(this, type) : [];
    if (macros.length > 0) {
      return this.random.pick(macros)(depth - 1, names);
    }
    const producers = this.producersOf(type);
    if (producers.length === 0) {
      return this.leaf(type, depth, names);
    }
    const { name, overload, parameters } = this.random.pick(producers);
    return callText(
      name,
      overload,
      parameters.map(parameter =>
        this.of(
          instantiated(parameter, () => this.anyType()),
          depth - 1,
          names,
        ),
      ),
    );
  }

  /** A loop variable's name that is not in use. */
  freshName(): string {
    this.loops += 1;
    return `v${this.loops}`;
  }

  anyType(): CelType {
    const { int, uint, double, string, bool, bytes } = types;
    const scalars = [
      ...[int, int, string, string, bool, uint, double, bytes],
      ...[types.timestamp, types.duration, types.null, types.dyn],
    ];
    const scalar = this.random.pick(scalars);
    switch (Math.floor(this.random.next() * 10)) {
      case 0:
      case 1:
        return types.list(scalar);
      case 2:
        return types.map(
          this.random.pick([string, string, int, uint, bool]),
          scalar,
        );
      case 3:
        return types.optional(scalar);
      default:
        return scalar;
    }
  }

  private leaf(type: CelType, depth: number, names: Names): string {
    const wanted = formatType(type);
    const dynToo = this.random.chance(0.1);
    const fitting = names.filter(
      ([, candidate]) =>
        (dynToo && candidate.kind === 'dyn') ||
        formatType(candidate) === wanted,
    );
    if (fitting.length > 0 && this.random.chance(0.5)) {
      return this.random.pick(fitting)[0];
    }
    const inner = depth - 1;
    switch (type.kind) {
      case 'list':
        return `[${this.several(() => this.of(type.element, inner, names)).join(
          ', ',
        )}]`;
      case 'map':
        return this.mapLiteral(type, inner, names);
      case 'wrapper':
        return this.of(type.of, depth, names);
      case 'opaque':
        return this.opaqueLeaf(type, inner, names);
      default:
        return this.random.pick(literals[type.kind] ?? ['x', 'n']);
    }
  }

  /** Keys are literals and differ, as cel-go does not mind when they are the same, against the specification. */
  private mapLiteral(
    { key, value }: Extract<CelType, { kind: 'map' }>,
    depth: number,
    names: Names,
  ): string {
    const keys = new Set<string>();
    this.several(() => keys.add(this.random.pick(literals[key.kind] ?? ['1'])));
    return `{${[...keys]
      .map(text => `${text}: ${this.of(value, depth, names)}`)
      .join(', ')}}`;
  }

  private opaqueLeaf(
    type: Extract<CelType, { kind: 'opaque' }>,
    depth: number,
    names: Names,
  ): string {
    if (type.name === 'optional_type' && type.parameters.length === 1) {
      return this.random.chance(0.2)
        ? 'optional.none()'
        : `optional.of(${this.of(type.parameters[0], depth, names)})`;
    }
    const simple = this.producersOf(type).filter(({ parameters }) =>
      parameters.every(({ kind }) => kind === 'string'),
    );
    if (simple.length === 0) {
      return 'x';
    }
    const { name, overload, parameters } = this.random.pick(simple);
    return callText(
      name,
      overload,
      parameters.map(() => this.random.pick(literals.string ?? [])),
    );
  }

  private several<T>(write: () => T): readonly T[] {
    const count = Math.floor(this.random.next() * 4);
    return Array.from({ length: count }, write);
  }

  private producersOf(type: CelType): readonly Producer[] {
    const key = formatType(type);
    const known = this.producers.get(key);
    if (known) {
      return known;
    }
    const found = this.overloads.flatMap(([name, overload]): Producer[] => {
      const bound = bindTypes(overload.result, type);
      return bound
        ? [
            {
              name,
              overload,
              parameters: overload.parameters.map(parameter =>
                instantiated(parameter, parameterName =>
                  bound.get(parameterName),
                ),
              ),
            },
          ]
        : [];
    });
    this.producers.set(key, found);
    return found;
  }
}
