import { z } from 'zod';
import { JsonObject } from '../json';
import { JsonPath } from '../path';
import { templateError, UnplacedProblem } from '../problem';

/** Most resources in one template. */
const MAX_RESOURCES = 100;

const expressions = z.array(z.string()).max(50);
const jsonObject = z.custom<JsonObject>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be a mapping',
);
const kind = z
  .string()
  .regex(/^[A-Z][A-Za-z0-9]{0,62}$/, 'must be in UpperCamelCase');

/** kro's words and CEL's: a resource id must not hide one of them. */
const RESERVED_IDS = new Set(
  (
    'apiVersion as break context const continue dependency dependencies each else externalRef externalReference ' +
    'externalRefs externalReferences false for function graph if import in instance item items kind kro let loop ' +
    'metadata namespace null object package resource resourcegraphdefinition resources return root runtime schema ' +
    'self serviceAccountName spec status this true var variables vars version void while'
  ).split(' '),
);

const resourceSchema = z.strictObject({
  id: z
    .string()
    .max(63)
    .regex(
      /^[a-z][a-zA-Z0-9]*$/,
      'must be in lowerCamelCase: a small letter, then letters and digits',
    )
    .refine(id => !RESERVED_IDS.has(id), 'is a reserved word'),
  template: jsonObject,
  includeWhen: expressions.optional(),
  readyWhen: expressions.optional(),
});

/** kro's ResourceGraphDefinition 0.9, as far as this package renders it. */
const documentSchema = z.strictObject({
  apiVersion: z.literal('kro.run/v1alpha1'),
  kind: z.literal('ResourceGraphDefinition'),
  metadata: z.strictObject({
    name: z
      .string()
      .max(253)
      .regex(
        /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
        'must be a DNS name: small letters, digits, "-" and "."',
      ),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.strictObject({
    schema: z.strictObject({
      apiVersion: z
        .string()
        .regex(
          /^v\d+((alpha|beta)\d+)?$/,
          'must be a version such as v1alpha1',
        ),
      kind,
      group: z.string().optional(),
      scope: z.literal('Namespaced').optional(),
      spec: jsonObject.optional(),
      types: jsonObject.optional(),
      status: jsonObject.optional(),
    }),
    resources: z.array(resourceSchema).min(1).max(MAX_RESOURCES),
  }),
});

/** A document whose outline is right; expressions and parameters are not looked at yet. */
export type ResourceGraphDocument = z.infer<typeof documentSchema>;

/** Fields of kro that change what is rendered; they are named so that the error can say so. */
const UNSUPPORTED_FIELDS = new Set([
  'forEach',
  'externalRef',
  'additionalPrinterColumns',
  'shortNames',
  'categories',
]);

/** The outline, or everything that is wrong with it. */
export type ReadOutlineResult =
  | { readonly ok: true; readonly outline: ResourceGraphDocument }
  | { readonly ok: false; readonly problems: readonly UnplacedProblem[] };

/** Checks a document's outline. Unknown fields are errors: a misspelt `includeWhen` would include the resource always. */
export function readOutline(value: unknown): ReadOutlineResult {
  const result = documentSchema.safeParse(value);
  return result.success
    ? { ok: true, outline: result.data }
    : { ok: false, problems: result.error.issues.flatMap(problemsOf) };
}

function problemsOf(issue: z.core.$ZodIssue): readonly UnplacedProblem[] {
  const path = issue.path.map(step =>
    typeof step === 'symbol' ? String(step) : step,
  );
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => unknownField(path, key));
  }
  const field = path.length > 0 ? String(path[path.length - 1]) : 'The file';
  return [templateError('invalid-field', path, `${field}: ${issue.message}.`)];
}

function unknownField(path: JsonPath, key: string): UnplacedProblem {
  return {
    ...(UNSUPPORTED_FIELDS.has(key)
      ? templateError(
          'unsupported-field',
          [...path, key],
          `kro's field ${key} is not supported here yet, so that nothing would be rendered as its author means it. Remove it.`,
        )
      : templateError(
          'unknown-field',
          [...path, key],
          `There is no field ${key} here. Check its spelling and its indentation.`,
        )),
    at: 'key',
  };
}
