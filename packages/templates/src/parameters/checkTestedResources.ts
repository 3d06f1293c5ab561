import {
  annotationPath,
  TEMPLATE_ANNOTATIONS,
} from '../annotations/templateAnnotations';
import type { TemplateTest } from '../annotations/testAnnotations';
import { templateError, UnplacedProblem } from '../problem';

/** Kinds whose pods have an image that a test can run with. */
const WORKLOAD_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** A resource by its id and kind. */
interface NamedResource {
  readonly id: string;
  readonly type: { readonly kind: string };
}

/** Checks that tests ask Services and take the images of workloads that the template makes. */
export function checkTestedResources(
  tests: readonly TemplateTest[],
  resources: readonly NamedResource[],
): readonly UnplacedProblem[] {
  return tests.flatMap(test => [
    ...(test.service === undefined
      ? []
      : missing(test.name, resources, {
          id: test.service,
          kinds: ['Service'],
          what: 'asks',
        })),
    ...(test.type === 'http' || test.imageOf === undefined
      ? []
      : missing(test.name, resources, {
          id: test.imageOf,
          kinds: WORKLOAD_KINDS,
          what: 'takes the image of',
        })),
  ]);
}

function missing(
  test: string,
  resources: readonly NamedResource[],
  wanted: {
    readonly id: string;
    readonly kinds: readonly string[];
    readonly what: string;
  },
): readonly UnplacedProblem[] {
  const found = resources.find(({ id }) => id === wanted.id);
  if (found && wanted.kinds.includes(found.type.kind)) {
    return [];
  }
  const fitting = resources
    .filter(({ type }) => wanted.kinds.includes(type.kind))
    .map(({ id }) => id);
  const kinds = wanted.kinds.join(' or ');
  return [
    templateError(
      'invalid-annotation',
      annotationPath(TEMPLATE_ANNOTATIONS.tests),
      `The test ${test} ${wanted.what} ${wanted.id}, ${
        found
          ? `which is a ${found.type.kind} and no ${kinds}`
          : 'which does not exist'
      }. ${
        fitting.length > 0
          ? `It can be ${fitting.join(', ')}.`
          : `The template makes no ${kinds}.`
      }`,
    ),
  ];
}
