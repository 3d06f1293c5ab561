import type { CelEnvironment } from '../../cel/library/celEnvironment';
import { RecentlyUsed } from '../../cel/recentlyUsed';
import { types } from '../../cel/types/celType';
import type { CelType } from '../../cel/types/celType';
import type { ParamKind, PolicyVariable } from '../policy/policyParts';
import { admissionEnvironment } from './admissionEnvironment';
import type { ExpressionScope, ObjectTypes } from './admissionEnvironment';
import { compileExpression } from './compileExpression';
import type {
  CompiledExpression,
  CompiledVariables,
  CompileIssue,
} from './compiledExpression';

/** Many policies have no variables, or those that others have; what the checker makes of an environment is kept with it. */
const untypedEnvironments = new RecentlyUsed<CelEnvironment>(50);

/** Lists of variables that policies have in common: on a request, these share what the variables come to. */
const sharedVariables = new RecentlyUsed<CompiledVariables>(200);

/** What is the same for all policies on a request. */
const ofRequest: ReadonlySet<string> = new Set([
  'object',
  'oldObject',
  'request',
  'namespaceObject',
  'variables',
]);

/** Compiles the expressions of one policy, variables first; notes what is wrong with them. */
export class PolicyCompiler {
  private readonly foundIssues: CompileIssue[] = [];
  private readsOfAuthorizer = false;
  private readonly hasParams: boolean;
  private readonly variableTypes = new Map<string, CelType>();
  private readonly variablePlaces = new Map<string, number>();
  private readonly variableIdentities = new Map<string, string | undefined>();
  private readonly environments = new RecentlyUsed<CelEnvironment>(4);

  constructor(
    private readonly base: CelEnvironment,
    { paramKind }: { readonly paramKind?: ParamKind },
    private readonly objectTypes?: ObjectTypes,
  ) {
    this.hasParams = paramKind !== undefined;
  }

  get issues(): readonly CompileIssue[] {
    return this.foundIssues;
  }

  /** Whether anything compiled so far reads `authorizer` or `authorizer.requestResource`. */
  get readsAuthorizer(): boolean {
    return this.readsOfAuthorizer;
  }

  /** Each variable may use those before it; one with an issue is dyn for those after it. */
  compileVariables(variables: readonly PolicyVariable[]): CompiledVariables {
    const inOrder = variables.map(({ name, expression }, index) => {
      const compiled = this.compile(
        `spec.variables[${index}].expression`,
        expression,
        [],
        { hasAuthorizer: true, hasPatchTypes: false },
      );
      this.variableTypes.set(
        name,
        compiled.ok ? declarableType(compiled.type) : types.dyn,
      );
      this.variablePlaces.set(name, index);
      const identity = this.identify(name, compiled);
      this.variableIdentities.set(name, identity);
      return { name, compiled, mayRead: this.placesRead(compiled), identity };
    });
    const identities = inOrder.map(({ identity }) => identity);
    return identities.includes(undefined)
      ? { inOrder }
      : sharedVariables.getOrCreate(JSON.stringify(identities), () => ({
          inOrder,
        }));
  }

  compile(
    path: string,
    source: string,
    resultTypes: readonly CelType[],
    scope: Omit<ExpressionScope, 'hasParams'>,
  ): CompiledExpression {
    const compiled = compileExpression(source, {
      environment: this.environmentFor(scope),
      resultTypes,
      variables: this.variablePlaces,
    });
    if (compiled.ok) {
      this.readsOfAuthorizer ||= [...compiled.reads].some(isOfAuthorizer);
    } else {
      this.foundIssues.push({ path, message: compiled.problem });
    }
    return compiled;
  }

  private placesRead(compiled: CompiledExpression): readonly number[] {
    return compiled.ok
      ? [...compiled.readsVariables].flatMap(
          name => this.variablePlaces.get(name) ?? [],
        )
      : [];
  }

  private identify(
    name: string,
    compiled: CompiledExpression,
  ): string | undefined {
    if (
      !compiled.ok ||
      this.objectTypes !== undefined ||
      [...compiled.reads].some(read => !ofRequest.has(read))
    ) {
      return undefined;
    }
    const parts = [...compiled.readsVariables].map(variable =>
      this.variableIdentities.get(variable),
    );
    return parts.includes(undefined)
      ? undefined
      : JSON.stringify([this.base.digest, name, compiled.source, parts]);
  }

  private environmentFor(
    scope: Omit<ExpressionScope, 'hasParams'>,
  ): CelEnvironment {
    const { hasParams, base, variableTypes, objectTypes } = this;
    const make = () =>
      admissionEnvironment(
        base,
        { ...scope, hasParams },
        new Map(variableTypes),
        objectTypes,
      );
    const key = JSON.stringify([
      base.digest,
      hasParams,
      scope.hasAuthorizer,
      scope.hasPatchTypes,
      [...variableTypes],
    ]);
    const cache =
      objectTypes === undefined ? untypedEnvironments : this.environments;
    return cache.getOrCreate(key, make);
  }
}

function isOfAuthorizer(name: string): boolean {
  return name === 'authorizer' || name.startsWith('authorizer.');
}

/** The type that the API server declares a variable with: opaque and object types become dyn. */
function declarableType(type: CelType): CelType {
  switch (type.kind) {
    case 'list':
      return types.list(declarableType(type.element));
    case 'map':
      return types.map(declarableType(type.key), declarableType(type.value));
    case 'object':
    case 'opaque':
    case 'type':
    case 'wrapper':
    case 'parameter':
    case 'error':
      return types.dyn;
    default:
      return type;
  }
}
