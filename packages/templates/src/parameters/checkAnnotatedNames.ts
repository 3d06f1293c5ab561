import {
  annotationPath,
  TEMPLATE_ANNOTATIONS,
  TemplateAnnotations,
} from '../annotations/templateAnnotations';
import { templateError, UnplacedProblem } from '../problem';
import { checkTestedResources } from './checkTestedResources';
import { findParameter } from './findParameter';
import { ObjectParameter } from './parameterSchema';

/** Checks that annotations name parameters and resources that exist. */
export function checkAnnotatedNames(options: {
  readonly annotations: TemplateAnnotations;
  readonly parameters: ObjectParameter;
  readonly resources: readonly {
    readonly id: string;
    readonly type: { readonly kind: string };
  }[];
}): readonly UnplacedProblem[] {
  const { annotations, parameters, resources } = options;
  const resourceIds = resources.map(({ id }) => id);
  const unknownIn = (annotation: string, names: readonly string[]) =>
    names
      .filter(name => !findParameter(parameters, name))
      .map(name =>
        templateError(
          'invalid-annotation',
          annotationPath(annotation),
          `There is no parameter ${name}.`,
        ),
      );
  const { ranges, form, workload } = annotations;
  const groups = form.groups ?? [];
  return [
    ...unknownIn(TEMPLATE_ANNOTATIONS.ranges, Object.keys(ranges)),
    ...groupRanges(Object.keys(ranges), parameters),
    ...unknownIn(
      TEMPLATE_ANNOTATIONS.tests,
      annotations.tests
        .flatMap(test => (test.type === 'http' ? test.requests : []))
        .flatMap(({ pathFrom }) => pathFrom ?? []),
    ),
    ...unknownIn(TEMPLATE_ANNOTATIONS.form, [
      ...Object.keys(form.titles ?? {}),
      ...groups.flatMap(group => group.parameters),
    ]),
    ...(workload === undefined || resourceIds.includes(workload)
      ? []
      : [
          templateError(
            'invalid-annotation',
            annotationPath(TEMPLATE_ANNOTATIONS.workload),
            `There is no resource ${workload}. The workload is one of ${resourceIds.join(
              ', ',
            )}.`,
          ),
        ]),
    ...checkTestedResources(annotations.tests, resources),
  ];
}

/** Values are compared field by field, so a range of a whole group would never be looked at. */
function groupRanges(
  names: readonly string[],
  parameters: ObjectParameter,
): readonly UnplacedProblem[] {
  return names
    .filter(name => findParameter(parameters, name)?.type === 'object')
    .map(name =>
      templateError(
        'invalid-annotation',
        annotationPath(TEMPLATE_ANNOTATIONS.ranges),
        `${name} is a group of parameters. Give a range for each of them.`,
      ),
    );
}
