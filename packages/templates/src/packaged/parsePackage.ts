import { z } from 'zod';
import {
  annotationPath,
  readAnnotations,
  TEMPLATE_ANNOTATIONS,
} from '../annotations/templateAnnotations';
import { JsonObject } from '../json';
import { checkAnnotatedNames } from '../parameters/checkAnnotatedNames';
import { checkFormConditions } from '../parameters/checkFormConditions';
import {
  TemplateProblemCode,
  templateError,
  UnplacedProblem,
} from '../problem';
import { Template } from '../template';
import { readHelmChart } from './helmChart';
import { readKustomizeBase } from './kustomizeBase';
import { packageDocumentSchema } from './packageDocument';
import { parametersFromSchema } from './parametersFromSchema';

/**
 * Reads a document that holds a chart or a base. It has parameters, annotations and a digest like every template; its objects
 * are known once somebody rendered it for an instance.
 */
export function parsePackage(document: JsonObject): {
  readonly template?: Template;
  readonly problems: readonly UnplacedProblem[];
} {
  const outline = packageDocumentSchema.safeParse(document);
  if (!outline.success) {
    return {
      problems: outline.error.issues.map(outlineProblem),
    };
  }
  const { metadata, spec } = outline.data;
  const contents =
    spec.format === 'helm'
      ? readHelmChart(spec.files)
      : readKustomizeBase(spec.files);
  const { annotations, problems } = readAnnotations({
    name: contents.title ?? metadata.name,
    annotations: {
      ...(contents.description !== undefined && {
        'mandate.dev/description': contents.description,
      }),
      ...contents.annotations,
    },
  });
  const { parameters, leftOut } = parametersFromSchema(contents);
  return {
    template: {
      name: metadata.name,
      document,
      annotations,
      instanceType: { apiVersion: 'mandate.dev/v1alpha1', kind: 'Instance' },
      parameters,
      resources: [],
      status: { kind: 'object', fields: [] },
      checks: [],
      package: { format: spec.format, files: spec.files },
    },
    problems: [
      ...contents.problems.map(({ file, message }) =>
        fileProblem('invalid-field', file, message),
      ),
      ...[
        ...problems,
        ...checkAnnotatedNames({ annotations, parameters, resources: [] }),
        ...checkFormConditions({
          form: annotations.form,
          text: contents.annotations[TEMPLATE_ANNOTATIONS.form] ?? '',
          parameters,
        }),
        ...(annotations.checks.length > 0 ? [checksProblem()] : []),
      ].map(problem => ({
        ...problem,
        inText: undefined,
        path: ['spec', 'files', contentsFile(spec.format)],
      })),
      ...leftOut.map(
        (path): UnplacedProblem => ({
          ...fileProblem(
            'invalid-parameter',
            spec.format === 'helm'
              ? 'values.schema.json'
              : 'parameters.schema.json',
            `${path} cannot be asked for: its schema has alternatives, or no type that parameters have. Its own value stays.`,
          ),
          severity: 'warning',
        }),
      ),
    ],
  };
}

function outlineProblem(issue: z.core.$ZodIssue): UnplacedProblem {
  const path = issue.path.map(step =>
    typeof step === 'symbol' ? String(step) : step,
  );
  const message =
    issue.code === 'invalid_key' ? issue.issues[0].message : issue.message;
  return templateError(
    'invalid-field',
    path,
    `${path.at(-1) ?? 'The file'}: ${message}.`,
  );
}

/** What a chart or a base makes has no ids before it is rendered. */
function checksProblem(): UnplacedProblem {
  return templateError(
    'invalid-annotation',
    annotationPath(TEMPLATE_ANNOTATIONS.checks),
    `A chart or a base has no ${TEMPLATE_ANNOTATIONS.checks}: their conditions read resources by id, and it has none.`,
  );
}

function contentsFile(format: 'helm' | 'kustomize'): string {
  return format === 'helm' ? 'Chart.yaml' : 'kustomization.yaml';
}

function fileProblem(
  code: TemplateProblemCode,
  file: string,
  message: string,
): UnplacedProblem {
  return templateError(code, ['spec', 'files', file], `${file}: ${message}`);
}
