import { types } from '../../cel/types/celType';
import {
  CelError,
  CelObjectValue,
  isError,
} from '../../cel/values/runtimeValue';
import type { Evaluated } from '../../cel/values/runtimeValue';
import { perCallCostLimit } from '../evaluate/costLimits';
import { variablesType } from './admissionTypes';
import type { CompiledVariable } from './compiledExpression';

const scopeType = types.object(variablesType);
const nothingBound: Readonly<Record<string, unknown>> = {};

/**
 * The value of `variables`: each of them is evaluated when first read, once for a group of expressions (conditions, validations,
 * messages and audit annotations are one each, as in the API server).
 */
export class VariableScope extends CelObjectValue {
  readonly celType = scopeType;

  /** What the variables read: the same as the expression that reads them. */
  bindings = nothingBound;

  private readonly values: (Evaluated | undefined)[];
  private unclaimedCost = 0;

  constructor(private readonly variables: readonly CompiledVariable[]) {
    super();
    this.values = variables.length === 0 ? noValues : [];
  }

  equalTo(other: CelObjectValue): boolean {
    return other === this;
  }

  read(index: number): Evaluated {
    const known = this.values[index];
    if (known !== undefined) {
      return known;
    }
    const value = this.evaluate(this.variables[index]);
    this.values[index] = value;
    return value;
  }

  /** The work that reading variables took since it was last asked, in cost units. */
  claimCost(): number {
    const cost = this.unclaimedCost;
    this.unclaimedCost = 0;
    return cost;
  }

  private evaluate({ name, compiled }: CompiledVariable): Evaluated {
    if (!compiled.ok) {
      return new CelError(
        `composited variable "${name}" fails to compile: ${compiled.problem}`,
      );
    }
    const { value, cost } = compiled.program.run(
      this.bindings,
      perCallCostLimit,
    );
    this.unclaimedCost += cost;
    return isError(value)
      ? new CelError(
          `composited variable "${name}" fails to evaluate: ${value.message}`,
        )
      : value;
  }
}

const noValues: (Evaluated | undefined)[] = [];
