import type { CelEnvironment } from '../../cel/library/celEnvironment';
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
  private readonly hasParams: boolean;
  private readonly variableTypes = new Map<string, CelType>();
  private readonly variablePlaces = new Map<string, number>();
  private readonly variableIdentities = new Map<string, string | undefined>();
  private readonly environments = new Map<string, CelEnvironment>();

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
      this.environments.clear();
      const identity = this.identify(name, compiled);
      this.variableIdentities.set(name, identity);
      return { name, compiled, identity };
    });
    return { inOrder, places: this.variablePlaces };
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
    if (!compiled.ok) {
      this.foundIssues.push({ path, message: compiled.problem });
    }
    return compiled;
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
    const key = `${scope.hasAuthorizer} ${scope.hasPatchTypes}`;
    const known = this.environments.get(key);
    if (known !== undefined) {
      return known;
    }
    const environment = admissionEnvironment(
      this.base,
      { ...scope, hasParams: this.hasParams },
      new Map(this.variableTypes),
      this.objectTypes,
    );
    this.environments.set(key, environment);
    return environment;
  }
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
