import { types } from '../../cel/types/celType';
import {
  CelError,
  CelObjectValue,
  isError,
} from '../../cel/values/runtimeValue';
import type { Evaluated } from '../../cel/values/runtimeValue';
import { perCallCostLimit } from '../evaluate/costLimits';
import { variablesType } from './admissionTypes';
import type { CompiledVariable, CompiledVariables } from './compiledExpression';

/** What a variable came to on a request, by its identity. */
export type SharedVariables = Map<string, SharedVariable>;

interface SharedVariable {
  readonly value: Evaluated;
  readonly cost: number;
  /** The variables that it read itself, by name, whose cost is to be counted too. */
  readonly read: readonly string[];
}

const scopeType = types.object(variablesType);
const nothingBound: Readonly<Record<string, unknown>> = {};
const noValues: (Evaluated | undefined)[] = [];

/**
 * The value of `variables`: each of them is evaluated when first read, once for a group of expressions (conditions, validations,
 * messages and audit annotations are one each, as in the API server). Policies of a cluster often have the same variables; what
 * another one found on the same request is taken over, with what it cost.
 */
export class VariableScope extends CelObjectValue {
  readonly celType = scopeType;

  /** What the variables read: the same as the expression that reads them. */
  bindings = nothingBound;

  private readonly values: (Evaluated | undefined)[];
  private unclaimedCost = 0;
  /** The variables that the one at hand has read. */
  private reading: string[] | undefined;

  constructor(
    private readonly variables: CompiledVariables,
    private readonly shared: SharedVariables,
  ) {
    super();
    const { length } = variables.inOrder;
    this.values = length === 0 ? noValues : new Array(length);
  }

  equalTo(other: CelObjectValue): boolean {
    return other === this;
  }

  read(index: number): Evaluated {
    const known = this.values[index];
    if (known !== undefined && this.reading === undefined) {
      return known;
    }
    const variable = this.variables.inOrder[index];
    this.reading?.push(variable.name);
    const value = known ?? this.takeOver(variable) ?? this.evaluate(variable);
    this.values[index] = value;
    return value;
  }

  /** The work that reading variables took since it was last asked, in cost units. */
  claimCost(): number {
    const cost = this.unclaimedCost;
    this.unclaimedCost = 0;
    return cost;
  }

  private takeOver({ identity }: CompiledVariable): Evaluated | undefined {
    const known =
      identity === undefined ? undefined : this.shared.get(identity);
    if (known === undefined) {
      return undefined;
    }
    for (const name of known.read) {
      this.read(this.variables.places.get(name) ?? -1);
    }
    this.unclaimedCost += known.cost;
    return known.value;
  }

  private evaluate({ name, compiled, identity }: CompiledVariable): Evaluated {
    if (!compiled.ok) {
      return new CelError(
        `composited variable "${name}" fails to compile: ${compiled.problem}`,
      );
    }
    const outer = this.reading;
    const read: string[] = [];
    this.reading = read;
    const { value, cost } = compiled.program.run(
      this.bindings,
      perCallCostLimit,
    );
    this.reading = outer;
    this.unclaimedCost += cost;
    const found = isError(value)
      ? new CelError(
          `composited variable "${name}" fails to evaluate: ${value.message}`,
        )
      : value;
    if (identity !== undefined) {
      this.shared.set(identity, { value: found, cost, read });
    }
    return found;
  }
}
