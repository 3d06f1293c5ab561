import { z } from 'zod';
import { JsonObject } from '../json';
import { JsonPath } from '../path';
import { templateError, UnplacedProblem } from '../problem';

/** Most resources in one template. */
const MAX_RESOURCES = 100;

/** Most axes of one collection, as in kro. */
const MAX_ITERATORS = 10;

const expressions = z.array(z.string()).max(50);
const jsonObject = z.custom<JsonObject>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be a mapping',
);
const kind = z
  .string()
  .regex(/^[A-Z][A-Za-z0-9]{0,62}$/, 'must be in UpperCamelCase');

/** kro's words and CEL's: the name of a resource or an iterator must not hide one of them. */
const RESERVED_NAMES = new Set(
  (
    'apiVersion as break context const continue dependency dependencies each else externalRef externalReference ' +
    'externalRefs externalReferences false for function graph if import in instance item items kind kro let loop ' +
    'metadata namespace null object package resource resourcegraphdefinition resourceGraphDefinition resources return root runtime schema ' +
    'self serviceAccountName spec status this true var variables vars version void while'
  ).split(' '),
);

const name = z
  .string()
  .max(63)
  .regex(
    /^[a-z][a-zA-Z0-9]*$/,
    'must be in lowerCamelCase: a small letter, then letters and digits',
  )
  .refine(word => !RESERVED_NAMES.has(word), 'is a reserved word');

const iterator = z
  .record(name, z.string())
  .refine(
    axis => Object.keys(axis).length === 1,
    'is one name with one expression, such as "- region: ${schema.spec.regions}"',
  );

const externalReference = z.strictObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z
    .strictObject({
      name: z.string().min(1).optional(),
      namespace: z.string().optional(),
      selector: z.union([z.string(), jsonObject]).optional(),
    })
    .refine(
      metadata =>
        (metadata.name === undefined) !== (metadata.selector === undefined),
      'has either a name or a selector',
    ),
});

const resourceSchema = z
  .strictObject({
    id: name,
    template: jsonObject.optional(),
    externalRef: externalReference.optional(),
    forEach: z.array(iterator).max(MAX_ITERATORS).optional(),
    includeWhen: expressions.optional(),
    readyWhen: expressions.optional(),
  })
  .refine(
    resource =>
      (resource.template === undefined) !==
      (resource.externalRef === undefined),
    'has either a template or an externalRef',
  )
  .refine(
    resource => !resource.externalRef || !resource.forEach?.length,
    'has an externalRef, which cannot be repeated with forEach; use a selector to read several objects',
  );

/** Columns of `kubectl get` where kro runs; nothing here reads them. */
const printerColumn = z.strictObject({
  name: z.string(),
  type: z.string(),
  jsonPath: z.string(),
  format: z.string().optional(),
  description: z.string().optional(),
  priority: z.int().optional(),
});

const textMap = z.record(z.string(), z.string());

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
    labels: textMap.optional(),
    annotations: textMap.optional(),
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
      additionalPrinterColumns: z.array(printerColumn).optional(),
      shortNames: z.array(z.string()).max(32).optional(),
      categories: z.array(z.string()).max(32).optional(),
      metadata: z
        .strictObject({
          labels: textMap.optional(),
          annotations: textMap.optional(),
        })
        .optional(),
    }),
    resources: z.array(resourceSchema).min(1).max(MAX_RESOURCES),
  }),
});

/** A document whose outline is right; expressions and parameters are not looked at yet. */
export type ResourceGraphDocument = z.infer<typeof documentSchema>;

/** One resource as the document has it. */
export type ResourceDocument =
  ResourceGraphDocument['spec']['resources'][number];

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
    ...templateError(
      'unknown-field',
      [...path, key],
      `There is no field ${key} here. Check its spelling and its indentation.`,
    ),
    at: 'key',
  };
}
