import type { PolicyInput } from '../evaluate/evaluatePolicy';
import type { AuthorizerValues } from '../evaluate/authorizerValues';
import { evaluationCostBudget } from '../evaluate/costLimits';
import { evaluateGroup } from '../evaluate/evaluateGroup';
import { evaluateMatchConditions } from '../evaluate/matchConditions';
import type { ConditionsResult } from '../evaluate/matchConditions';
import { namespaceToRead, requestReading } from '../evaluate/requestReading';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type {
  KubernetesObject,
  NamespaceObject,
} from '../request/kubernetesObject';
import type { Namespaces } from '../request/namespaces';
import type { CompiledMutation } from './compileMutatingPolicy';
import type { PassResult } from './evaluateMutations';
import type { Invocation, PolicyProblem } from './invocation';
import { applyConfiguration, patchAsJson } from './patchObject';
import type { PatchOutcome } from './patchObject';
import { untypedObject } from './structuralType';
import type { StructuralTypes } from './structuralType';

/** The surroundings of a run. */
export interface MutationRunOptions {
  readonly attributes: AdmissionAttributes;
  readonly authorizer: AuthorizerValues;
  readonly structure: StructuralTypes;
  readonly setDefaults: (object: KubernetesObject) => KubernetesObject;
}

type Aborted = Extract<PassResult, { outcome: 'aborted' }>;

/** What became of one invocation. */
type Step =
  | { readonly outcome: 'done'; readonly problems: readonly PolicyProblem[] }
  | Aborted;

const done: Step = { outcome: 'done', problems: [] };

/** One request on its way through mutating policies: its object changes from one to the next. */
export class MutationRun {
  private current: AdmissionAttributes;
  private isPatched = false;
  /** Invocations that want to be run again. */
  private readonly waiting = new Set<string>();

  constructor(private readonly options: MutationRunOptions) {
    this.current = options.attributes;
  }

  get attributes(): AdmissionAttributes {
    return this.current;
  }

  get object(): KubernetesObject | null {
    return this.current.object;
  }

  /** Invocations to be run again: all that want to be, if any patch was applied, even one that changed nothing. */
  get reinvocable(): ReadonlySet<string> {
    return this.isPatched ? this.waiting : new Set();
  }

  findNamespace(namespaces: Namespaces):
    | {
        readonly outcome: 'found';
        readonly namespace: NamespaceObject | undefined;
      }
    | { readonly outcome: 'missing'; readonly name: string } {
    const name = namespaceToRead(this.current);
    const namespace = name === '' ? undefined : namespaces.find(name);
    return name !== '' && namespace === undefined
      ? { outcome: 'missing', name }
      : { outcome: 'found', namespace };
  }

  invoke(
    invocation: Invocation,
    namespace: NamespaceObject | undefined,
    isDue: (invocation: Invocation) => boolean,
  ): Step {
    const { compiled, binding } = invocation;
    const problem = (message: string): PolicyProblem => ({
      policy: compiled.policy,
      binding: binding.metadata.name,
      message,
      reason: 'Invalid',
    });
    const conditions = this.meetsConditions(invocation, namespace);
    if (conditions.outcome === 'failed') {
      return { outcome: 'done', problems: [problem(conditions.message)] };
    }
    if (conditions.outcome === 'unmet' || !isDue(invocation)) {
      return done;
    }
    const problems: PolicyProblem[] = [];
    for (const mutation of this.current.object === null
      ? []
      : compiled.mutations) {
      const outcome = this.mutate(invocation, mutation, namespace);
      if (outcome.outcome === 'invalid') {
        return {
          outcome: 'aborted',
          code: 500,
          reason: 'InternalError',
          message: `Internal error occurred: ${outcome.message}`,
        };
      }
      if (outcome.outcome === 'failed') {
        problems.push(problem(outcome.message));
      }
    }
    if (compiled.policy.spec.reinvocationPolicy === 'IfNeeded') {
      this.waiting.add(invocation.key);
    }
    return { outcome: 'done', problems };
  }

  private meetsConditions(
    invocation: Invocation,
    namespace: NamespaceObject | undefined,
  ): ConditionsResult {
    const { compiled } = invocation;
    return compiled.matchConditions.length === 0
      ? { outcome: 'met' }
      : evaluateMatchConditions(compiled, this.input(invocation, namespace));
  }

  private input(
    { compiled, match, param }: Invocation,
    namespace: NamespaceObject | undefined,
  ): PolicyInput {
    return {
      request: requestReading(this.current, match.equivalent, namespace),
      params: compiled.policy.spec.paramKind === undefined ? undefined : param,
      authorizer: this.options.authorizer,
    };
  }

  private mutate(
    invocation: Invocation,
    { compiled, patchType }: CompiledMutation,
    namespace: NamespaceObject | undefined,
  ): PatchOutcome {
    const { object } = this.current;
    if (object === null) {
      return { outcome: 'failed', message: 'there is no object to patch' };
    }
    if (!compiled.ok) {
      return { outcome: 'failed', message: compiled.problem };
    }
    const { request, params, authorizer } = this.input(invocation, namespace);
    const { variables } = invocation.compiled;
    const group = evaluateGroup(
      [compiled],
      request.values.bind(variables, params, authorizer),
      evaluationCostBudget,
    );
    if (group.outcome === 'exhausted') {
      return { outcome: 'failed', message: group.message };
    }
    const [evaluation] = group.evaluations;
    if (!evaluation?.ok) {
      return {
        outcome: 'failed',
        message: evaluation?.message ?? 'the mutation has no expression',
      };
    }
    const type =
      this.options.structure.typeOfKind(object.apiVersion, object.kind) ??
      untypedObject;
    const outcome =
      patchType === 'ApplyConfiguration'
        ? applyConfiguration(object, type, evaluation.value)
        : patchAsJson(object, type, evaluation.value);
    if (outcome.outcome === 'patched') {
      this.isPatched = true;
      this.current = {
        ...this.current,
        object: this.options.setDefaults(outcome.object),
      };
    }
    return outcome;
  }
}
