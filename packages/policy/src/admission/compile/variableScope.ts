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
export type SharedVariables = Map<string, FoundVariable>;

interface FoundVariable {
  readonly value: Evaluated;
  /** Of the variable itself, without those that it read. */
  readonly cost: number;
  /** The variables that it read itself, whose cost is to be counted too: places among its `mayRead`. */
  readonly read: readonly number[];
}

const scopeType = types.object(variablesType);
const nothingBound: Readonly<Record<string, unknown>> = {};
const nothingRead: readonly number[] = [];
const noGroup = 0;

/**
 * The value of `variables`: each of them is evaluated when first read. Its cost counts once for each group of expressions
 * (conditions, validations, messages and audit annotations are one each, as in the API server), whoever evaluated it: policies
 * with the same variables have one scope on the same request, and those that share some take over what another one found.
 */
export class VariableScope extends CelObjectValue {
  readonly celType = scopeType;

  /** What the variables read: the same as the expression that reads them. */
  bindings = nothingBound;

  private readonly found: (FoundVariable | undefined)[] = [];
  /** The group of expressions that a variable's cost was last counted for. */
  private readonly countedFor: number[] = [];
  private group = noGroup + 1;
  private unclaimedCost = 0;
  /** The variables that the one at hand has read. */
  private reading: number[] | undefined;

  constructor(
    private readonly variables: CompiledVariables,
    private readonly shared: SharedVariables,
  ) {
    super();
    for (let place = 0; place < variables.inOrder.length; place += 1) {
      this.found.push(undefined);
      this.countedFor.push(noGroup);
    }
  }

  equalTo(other: CelObjectValue): boolean {
    return other === this;
  }

  /** From now on variables count again. */
  beginGroup(): void {
    this.group += 1;
    this.unclaimedCost = 0;
  }

  read(place: number): Evaluated {
    this.reading?.push(place);
    const found = this.found[place] ?? this.find(place);
    if (this.countedFor[place] !== this.group) {
      this.count(place, found);
    }
    return found.value;
  }

  /** The work that reading variables took since it was last asked, in cost units. */
  claimCost(): number {
    const cost = this.unclaimedCost;
    this.unclaimedCost = 0;
    return cost;
  }

  private find(place: number): FoundVariable {
    const variable = this.variables.inOrder[place];
    const { identity } = variable;
    const found =
      (identity === undefined ? undefined : this.shared.get(identity)) ??
      this.evaluate(variable);
    this.found[place] = found;
    if (identity !== undefined) {
      this.shared.set(identity, found);
    }
    return found;
  }

  private count(place: number, { cost, read }: FoundVariable): void {
    this.countedFor[place] = this.group;
    this.unclaimedCost += cost;
    for (const which of read) {
      const readPlace = this.variables.inOrder[place].mayRead[which];
      if (this.countedFor[readPlace] !== this.group) {
        this.count(readPlace, this.found[readPlace] ?? this.find(readPlace));
      }
    }
  }

  private evaluate({
    name,
    compiled,
    mayRead,
  }: CompiledVariable): FoundVariable {
    if (!compiled.ok) {
      return {
        value: new CelError(
          `composited variable "${name}" fails to compile: ${compiled.problem}`,
        ),
        cost: 0,
        read: nothingRead,
      };
    }
    const outer = this.reading;
    const read: number[] = [];
    this.reading = read;
    const { value, cost } = compiled.program.run(
      this.bindings,
      perCallCostLimit,
    );
    this.reading = outer;
    return {
      value: isError(value)
        ? new CelError(
            `composited variable "${name}" fails to evaluate: ${value.message}`,
          )
        : value,
      cost,
      read: read.map(place => mayRead.indexOf(place)),
    };
  }
}
