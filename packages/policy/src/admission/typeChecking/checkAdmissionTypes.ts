import type { KubernetesTypes } from '../../cel/types/typesFromOpenApi';
import type { ObjectTypes } from '../compile/admissionEnvironment';
import type { AdmissionCompileOptions } from '../compile/compileAdmissionPolicy';
import { kubernetesEnvironment } from '../compile/kubernetesEnvironment';
import { PolicyCompiler } from '../compile/policyCompiler';
import type { ResourceRule } from '../policy/matchResources';
import type { ValidatingAdmissionPolicy } from '../policy/validatingPolicy';
import type {
  GroupVersionKind,
  GroupVersionResource,
} from '../request/admissionRequest';
import { kindsOfResource } from './kindsOfResource';

/** What does not fit the schema of a kind that a policy is about, in the form of the policy's `status.typeChecking`. @public */
export interface ExpressionWarning {
  /** Such as `spec.validations[0].expression`. */
  readonly fieldRef: string;
  /** A part for each kind, which names it. */
  readonly warning: string;
}

/** Where the schemas of kinds come from. @public */
export interface TypeCheckOptions extends AdmissionCompileOptions {
  readonly types: KubernetesTypes;
  /** The kinds of a resource; by default those of Kubernetes itself. */
  readonly kindsOf?: (
    resource: GroupVersionResource,
  ) => readonly GroupVersionKind[];
}

/** As many kinds as the API server looks at. */
const mostKinds = 10;

/**
 * Checks the validations of a policy and their message expressions against the schemas of the kinds that its rules name, as the
 * API server does after a policy is written. Wildcards, subresources and kinds without schema are passed over. Warnings never
 * change what a policy does.
 *
 * @public
 */
export function checkAdmissionTypes(
  policy: ValidatingAdmissionPolicy,
  options: TypeCheckOptions,
): readonly ExpressionWarning[] {
  const { spec } = policy;
  const rules = spec.matchConstraints?.resourceRules ?? [];
  const checkers = kindsToCheck(rules, options).flatMap(kind => {
    const object = options.types.findKind(kind);
    return object === undefined
      ? []
      : [
          checkerFor(policy, kind, options, {
            provider: options.types.types,
            object: object.type,
            params: paramsType(policy, options.types),
          }),
        ];
  });
  return spec.validations.flatMap(({ expression, messageExpression }, index) =>
    [
      { field: 'expression', source: expression },
      { field: 'messageExpression', source: messageExpression },
    ].flatMap(({ field, source }) => {
      const problems = source ? checkers.flatMap(check => check(source)) : [];
      return problems.length === 0
        ? []
        : [
            {
              fieldRef: `spec.validations[${index}].${field}`,
              warning: problems.join('\n'),
            },
          ];
    }),
  );
}

/** Answers what is wrong with an expression on objects of one kind: nothing, or one text. */
type Checker = (source: string) => readonly string[];

function checkerFor(
  { spec }: ValidatingAdmissionPolicy,
  { group, version, kind }: GroupVersionKind,
  { kubernetesVersion }: TypeCheckOptions,
  objectTypes: ObjectTypes,
): Checker {
  const compiler = new PolicyCompiler(
    kubernetesEnvironment(kubernetesVersion),
    spec,
    objectTypes,
  );
  compiler.compileVariables(spec.variables);
  const name = `${group === '' ? '' : `${group}/`}${version}, Kind=${kind}`;
  return source => {
    const compiled = compiler.compile('', source, [], {
      hasAuthorizer: true,
      hasPatchTypes: false,
    });
    return compiled.ok
      ? []
      : [`${name}: ${compiled.problem.replace(/^compilation failed: /, '')}\n`];
  };
}

function paramsType(
  { spec }: ValidatingAdmissionPolicy,
  types: KubernetesTypes,
): ObjectTypes['params'] {
  const { paramKind } = spec;
  if (paramKind === undefined) {
    return undefined;
  }
  const slash = paramKind.apiVersion.indexOf('/');
  return types.findKind({
    group: slash < 0 ? '' : paramKind.apiVersion.slice(0, slash),
    version: paramKind.apiVersion.slice(slash + 1),
    kind: paramKind.kind,
  })?.type;
}

function kindsToCheck(
  rules: readonly ResourceRule[],
  { kindsOf = kindsOfResource }: TypeCheckOptions,
): readonly GroupVersionKind[] {
  const kinds = new Map<string, GroupVersionKind>();
  for (const resource of rules.flatMap(namedResources)) {
    for (const kind of kindsOf(resource)) {
      if (kinds.size < mostKinds) {
        kinds.set([kind.group, kind.version, kind.kind].join('\0'), kind);
      }
    }
  }
  return [...kinds]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, kind]) => kind);
}

function namedResources(rule: ResourceRule): readonly GroupVersionResource[] {
  const { apiGroups, apiVersions, resources } = rule;
  if ([...apiGroups, ...apiVersions].some(name => name.includes('*'))) {
    return [];
  }
  return [...apiGroups].sort().flatMap(group =>
    [...apiVersions].sort().flatMap(version =>
      resources
        .filter(resource => !/[*/]/.test(resource))
        .sort()
        .map(resource => ({ group, version, resource })),
    ),
  );
}
