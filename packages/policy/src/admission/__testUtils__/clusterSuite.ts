import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  kubernetesObjectSchema,
  namespaceSchema,
} from '../request/kubernetesObject';
import type { KubernetesObject } from '../request/kubernetesObject';
import { userInfoSchema } from '../request/admissionRequest';

const json = z.record(z.string(), z.unknown());

/** Policies, and objects that a cluster with these policies is asked to take. */
const clusterSuiteSchema = z.object({
  /** Also the label by which the policies find their objects. */
  name: z.string(),
  /** Specifications; without match constraints they are about everything that is labelled. */
  validating: z.array(json).default([]),
  mutating: z.array(json).default([]),
  /** What the bindings say beside the policy's name. */
  binding: json.default({}),
  /** The data of the config map that policies with a paramKind get. */
  params: z.record(z.string(), z.string()).optional(),
  /** Without namespace and label. */
  objects: z.array(kubernetesObjectSchema),
});

export type ClusterSuite = z.output<typeof clusterSuiteSchema>;

/** What a cluster, or we, make of an object. */
export const suiteAnswerSchema = z.object({
  status: z.number(),
  reason: z.string().optional(),
  message: z.string().optional(),
  warnings: z.array(z.string()),
  /** What was taken, without what only a cluster can know. */
  object: json.optional(),
});

export type SuiteAnswer = z.output<typeof suiteAnswerSchema>;

/** The answers of a cluster by suite and object, and what they depend on beside. */
export const clusterAnswersSchema = z.object({
  userInfo: userInfoSchema,
  namespace: namespaceSchema,
  answers: z.record(z.string(), suiteAnswerSchema),
});

export type ClusterAnswers = z.output<typeof clusterAnswersSchema>;

export const suiteNamespace = 'mandate-admission';
export const suiteLabel = 'mandate-suite';

const folder = join(__dirname, '..', '__fixtures__');

/** All suites. */
export function readSuites(): readonly ClusterSuite[] {
  return ['validatingSuites.yaml', 'mutatingSuites.yaml'].flatMap(file =>
    z
      .array(clusterSuiteSchema)
      .parse(parse(readFileSync(join(folder, file), 'utf8'))),
  );
}

/** A suite's policies and bindings as they are written to a cluster, validating ones first. */
export function policiesOf(suite: ClusterSuite): readonly {
  readonly policy: KubernetesObject;
  readonly binding: KubernetesObject;
}[] {
  return [
    ...suite.validating.map((spec, index) =>
      bound(suite, 'Validating', `${suite.name}-v${index}`, spec),
    ),
    ...suite.mutating.map((spec, index) =>
      bound(suite, 'Mutating', `${suite.name}-m${index}`, spec),
    ),
  ];
}

const everything = {
  resourceRules: [
    {
      apiGroups: ['*'],
      apiVersions: ['*'],
      operations: ['*'],
      resources: ['*'],
    },
  ],
};

function bound(
  { name: suiteName, binding, params }: ClusterSuite,
  type: 'Validating' | 'Mutating',
  name: string,
  spec: Readonly<Record<string, unknown>>,
) {
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const kind = `${type}AdmissionPolicy`;
  return {
    policy: {
      apiVersion,
      kind,
      metadata: { name },
      spec: {
        ...spec,
        matchConstraints: {
          ...json.parse(spec.matchConstraints ?? everything),
          objectSelector: { matchLabels: { [suiteLabel]: suiteName } },
        },
      },
    },
    binding: {
      apiVersion,
      kind: `${kind}Binding`,
      metadata: { name },
      spec: {
        policyName: name,
        ...(type === 'Validating' && { validationActions: ['Deny'] }),
        ...(params && {
          paramRef: { name: suiteName, parameterNotFoundAction: 'Deny' },
        }),
        ...binding,
      },
    },
  };
}

/** The config map with a suite's params. */
export function paramsOf({
  name,
  params,
}: ClusterSuite): readonly KubernetesObject[] {
  return params === undefined
    ? []
    : [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name, namespace: suiteNamespace, labels: { use: name } },
          data: params,
        },
      ];
}

/** A suite's objects as a cluster is asked to take them, by the key of their answers. */
export function objectsOf(
  suite: ClusterSuite,
): readonly (readonly [string, KubernetesObject])[] {
  return suite.objects.map((object, index) => [
    `${suite.name}/${object.metadata?.name ?? index}`,
    {
      ...object,
      metadata: {
        ...object.metadata,
        namespace: suiteNamespace,
        labels: { ...object.metadata?.labels, [suiteLabel]: suite.name },
      },
    },
  ]);
}

/** What is compared of an object that was taken. */
export function comparableObject(
  object: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { labels, annotations, finalizers } = json.parse(object.metadata);
  const { spec, data } = object;
  return json.parse(
    JSON.parse(
      JSON.stringify({
        metadata: { labels, annotations, finalizers },
        spec,
        data,
      }),
    ),
  );
}
