import { types } from '../../../types/celType';
import type { CelType } from '../../../types/celType';
import { CelError } from '../../../values/runtimeValue';
import { traversalFactor } from '../../callCost';
import type { FunctionDeclaration, Library, Overload } from '../../library';
import { member } from '../../overload';
import { countOf, fixedCost } from '../../sizeCosts';
import type { CallCost } from '../../sizeCosts';
import {
  dns1123LabelFaults,
  dns1123SubdomainFaults,
} from '../format/nameFaults';
import {
  Authorizer,
  authorizerTypes,
  GroupCheck,
  PathCheck,
  ResourceCheck,
} from './authorizer';
import type { Decision, ResourceAttributes } from './authorizer';

const { bool, string } = types;
const { authorizer, pathCheck, groupCheck, resourceCheck, decision } =
  authorizerTypes;

/** Two checks are what an expression of Kubernetes can pay for. */
const checkCost = fixedCost(350_000);

const anyResource: ResourceAttributes = {
  group: '',
  resource: '',
  subresource: '',
  namespace: '',
  name: '',
  fieldSelector: '',
  labelSelector: '',
};

/**
 * Kubernetes' authorizer: `authorizer.group('apps').resource('deployments').namespace('shop').check('delete').allowed()`.
 * The host supplies the variable's value, an `Authorizer`.
 *
 * @public
 */
export const authorizerLibrary: Library = {
  name: 'kubernetes.authz',
  functions: [
    method(
      'path',
      'authorizer_path',
      [authorizer, string],
      pathCheck,
      (host: Authorizer, path: string) =>
        path.trim() === ''
          ? new CelError('path must not be empty')
          : new PathCheck(host, path),
    ),
    method(
      'group',
      'authorizer_group',
      [authorizer, string],
      groupCheck,
      (host: Authorizer, group: string) => new GroupCheck(host, group),
    ),
    method(
      'serviceAccount',
      'authorizer_serviceaccount',
      [authorizer, string, string],
      authorizer,
      serviceAccount,
    ),
    method(
      'resource',
      'groupcheck_resource',
      [groupCheck, string],
      resourceCheck,
      (check: GroupCheck, resource: string) =>
        resource.trim() === ''
          ? new CelError('resource must not be empty')
          : new ResourceCheck(check.authorizer, {
              ...anyResource,
              group: check.group,
              resource,
            }),
    ),
    attribute('subresource', 'resourcecheck_subresource'),
    attribute('namespace', 'resourcecheck_namespace'),
    attribute('name', 'resourcecheck_name'),
    {
      name: 'check',
      description: 'Asks whether a verb is allowed.',
      overloads: [
        member(
          'pathcheck_check',
          [pathCheck, string],
          decision,
          (check: PathCheck, verb: string) => check.check(verb),
          checkCost,
        ),
        member(
          'resourcecheck_check',
          [resourceCheck, string],
          decision,
          (check: ResourceCheck, verb: string) => check.check(verb),
          checkCost,
        ),
      ],
    },
    method(
      'allowed',
      'decision_allowed',
      [decision],
      bool,
      ({ answer }: Decision) => answer.allowed,
    ),
    method(
      'reason',
      'decision_reason',
      [decision],
      string,
      ({ answer }: Decision) => answer.reason,
    ),
    method(
      'errored',
      'decision_errored',
      [decision],
      bool,
      ({ answer }: Decision) => answer.error !== undefined,
    ),
    method(
      'error',
      'decision_error',
      [decision],
      string,
      ({ answer }: Decision) => answer.error ?? '',
    ),
  ],
};

/**
 * Selectors for the authorizer, which Kubernetes has since 1.31.
 *
 * @public
 */
export const authorizerSelectorsLibrary: Library = {
  name: 'kubernetes.authzSelectors',
  functions: [
    attribute('fieldSelector', 'authorizer_fieldselector', selectorCost()),
    attribute('labelSelector', 'authorizer_labelselector', selectorCost()),
  ],
};

function serviceAccount(
  host: Authorizer,
  namespace: string,
  name: string,
): Authorizer | CelError {
  if (dns1123SubdomainFaults(name).length > 0) {
    return new CelError('Invalid service account name');
  }
  return dns1123LabelFaults(namespace).length > 0
    ? new CelError('Invalid service account namespace')
    : new Authorizer(host.authorize, { namespace, name });
}

function method(
  name: string,
  id: string,
  parameters: readonly CelType[],
  result: CelType,
  evaluate: Overload['evaluate'],
): FunctionDeclaration {
  return {
    name,
    overloads: [member(id, parameters, result, evaluate, fixedCost(1))],
  };
}

function attribute(
  name: Exclude<keyof ResourceAttributes, 'group' | 'resource'>,
  id: string,
  cost: CallCost = fixedCost(1),
): FunctionDeclaration {
  return {
    name,
    description: `Asks about this ${name}.`,
    overloads: [
      member(
        id,
        [resourceCheck, string],
        resourceCheck,
        (check: ResourceCheck, value: string) => check.with({ [name]: value }),
        cost,
      ),
    ],
  };
}

/** A list, reading the text, and for each two characters a requirement of a struct and a list. */

function selectorCost(): CallCost {
  const ofLength = (length: number) =>
    10 + Math.ceil(length * traversalFactor) + Math.ceil(length * 0.5) * 50;
  return {
    cost: ([, selector]) => ofLength(countOf(selector)),
    estimate: ([, selector]) => ({
      cost: {
        minimum: ofLength(selector.minimum),
        maximum: ofLength(selector.maximum),
      },
    }),
  };
}
