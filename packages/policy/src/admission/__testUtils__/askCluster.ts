import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { userInfoSchema } from '../request/admissionRequest';
import { namespaceSchema } from '../request/kubernetesObject';
import type { KubernetesObject } from '../request/kubernetesObject';
import type { ClusterClient, ClusterResponse } from './clusterClient';
import {
  comparableObject,
  objectsOf,
  paramsOf,
  policiesOf,
  suiteNamespace,
} from './clusterSuite';
import type { ClusterAnswers, ClusterSuite, SuiteAnswer } from './clusterSuite';

/** Policies take up to a second to act; this suite's are the last ones written. */
const probe: ClusterSuite = {
  name: 'probe',
  validating: [{ validations: [{ expression: 'has(object.data)' }] }],
  mutating: [
    {
      reinvocationPolicy: 'Never',
      mutations: [
        {
          patchType: 'ApplyConfiguration',
          applyConfiguration: {
            expression:
              "Object{metadata: Object.metadata{labels: {'probed': 'yes'}}}",
          },
        },
      ],
    },
  ],
  binding: {},
  objects: [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'refused' } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'taken' },
      data: { a: 'b' },
    },
  ],
};

/**
 * Is not removed. When the last policy with a paramKind goes, the API server ends the watch of such objects, and never begins
 * another one for a built-in kind: later policies would find the params of then.
 */
const keeper: ClusterSuite = {
  name: 'mandate-keeps-params-watched',
  validating: [
    {
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
      validations: [{ expression: 'true' }],
    },
  ],
  mutating: [
    {
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
      reinvocationPolicy: 'Never',
      mutations: [
        {
          patchType: 'JSONPatch',
          jsonPatch: {
            expression: "[JSONPatch{op: 'test', path: '/kind', value: 'None'}]",
          },
        },
      ],
    },
  ],
  binding: {},
  objects: [],
};

/**
 * Asks a cluster what it makes of the suites' objects, by dry-run requests. It gets a namespace, and the suites' policies and
 * bindings, for the time of the questions.
 *
 * @throws Error when it does not take the policies
 */
export async function askCluster(
  client: ClusterClient,
  suites: readonly ClusterSuite[],
): Promise<ClusterAnswers> {
  const installed = [...suites, probe].flatMap(installedObjects);
  await removeAll(client, installed);
  for (const object of installedObjects(keeper)) {
    await expectStatus(
      client.call('POST', collectionOf(object), object),
      [201, 409],
    );
  }
  try {
    for (const object of installed) {
      await expectStatus(client.call('POST', collectionOf(object), object), [
        201,
      ]);
    }
    await untilPoliciesAct(client);
    const answers: Record<string, SuiteAnswer> = {};
    for (const [key, object] of suites.flatMap(objectsOf)) {
      answers[key] = suiteAnswer(await dryRun(client, object));
    }
    return {
      userInfo: await whoAmI(client),
      namespace: namespaceSchema.parse(
        (await client.call('GET', `/api/v1/namespaces/${suiteNamespace}`)).body,
      ),
      answers,
    };
  } finally {
    await removeAll(client, installed);
  }
}

const namespace: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: suiteNamespace, labels: { stage: 'test' } },
};

function installedObjects(suite: ClusterSuite): readonly KubernetesObject[] {
  return [
    ...paramsOf(suite),
    ...policiesOf(suite).flatMap(({ policy, binding }) => [policy, binding]),
  ];
}

async function untilPoliciesAct(client: ClusterClient): Promise<void> {
  const [[, refused], [, taken]] = objectsOf(probe);
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const refusal = await dryRun(client, refused);
    const { body } = await dryRun(client, taken);
    if (refusal.status !== 201 && JSON.stringify(body).includes('"probed"')) {
      return;
    }
    await delay(100);
  }
  throw new Error('The policies do not act, 30 s after they were written.');
}

function dryRun(
  client: ClusterClient,
  object: KubernetesObject,
): Promise<ClusterResponse> {
  return client.call('POST', `${collectionOf(object)}?dryRun=All`, object);
}

const plurals: Readonly<Record<string, string>> = {
  ConfigMap: 'configmaps',
  Pod: 'pods',
  Deployment: 'deployments',
  ValidatingAdmissionPolicy: 'validatingadmissionpolicies',
  ValidatingAdmissionPolicyBinding: 'validatingadmissionpolicybindings',
  MutatingAdmissionPolicy: 'mutatingadmissionpolicies',
  MutatingAdmissionPolicyBinding: 'mutatingadmissionpolicybindings',
};

function collectionOf({
  apiVersion,
  kind,
  metadata,
}: KubernetesObject): string {
  const base = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  return metadata?.namespace
    ? `${base}/namespaces/${metadata.namespace}/${plurals[kind]}`
    : `${base}/${plurals[kind]}`;
}

async function removeAll(
  client: ClusterClient,
  installed: readonly KubernetesObject[],
): Promise<void> {
  for (const object of installed) {
    await expectStatus(
      client.call(
        'DELETE',
        `${collectionOf(object)}/${object.metadata?.name ?? ''}`,
      ),
      [200, 404],
    );
  }
  await expectStatus(
    client.call('POST', '/api/v1/namespaces', namespace),
    [201, 409],
  );
}

async function expectStatus(
  answer: Promise<ClusterResponse>,
  accepted: readonly number[],
): Promise<void> {
  const { status, body } = await answer;
  if (!accepted.includes(status)) {
    throw new Error(`The cluster said ${status}: ${JSON.stringify(body)}`);
  }
}

async function whoAmI(
  client: ClusterClient,
): Promise<ClusterAnswers['userInfo']> {
  const { body } = await client.call(
    'POST',
    '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
  );
  return z
    .object({ status: z.object({ userInfo: userInfoSchema }) })
    .parse(body).status.userInfo;
}

function suiteAnswer({ status, body, warnings }: ClusterResponse): SuiteAnswer {
  return status === 201
    ? { status, warnings: [...warnings], object: comparableObject(body) }
    : {
        status,
        warnings: [...warnings],
        reason: z.string().parse(body.reason),
        message: z.string().parse(body.message),
      };
}
