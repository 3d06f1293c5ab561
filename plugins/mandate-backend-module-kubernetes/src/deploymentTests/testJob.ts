import {
  type ClusterObject,
  type PlannedTest,
  RUN_ANNOTATION,
} from '@mandate/plugin-mandate-common';
import type { StepContext } from '@mandate/plugin-mandate-node';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { markOf } from '../effects/applyStep';
import { formatRunMark } from '../domain/runMark';
import { testStepId } from './testStepId';

/** A test that is a Job. */
export type JobTest = PlannedTest & { readonly type: 'job' };

/** Label of the Jobs and pods of tests: the workload they test. */
export const TEST_LABEL = 'mandate.dev/test-of';
/** A Job that nobody cleaned up, because the portal was lost for good, is removed by the cluster. */
const KEPT_SECONDS = 3_600;
/** Nobody's: images of tests need no account. */
const USER = 65_532;
/** `<workload>-test-<digest>` has to fit a pod's label. */
const LONGEST_PREFIX = 45;

/** The reference to a test's Job: one name a change, revision and test, so that it is made once. */
export function testJobReference(context: StepContext, test: JobTest) {
  const { changeId, revision, target } = context;
  const digest = bytesToHex(
    sha256(utf8ToBytes(`${changeId}/${revision}/${test.name}`)),
  ).slice(0, 10);
  const prefix = target.workload.name.slice(0, LONGEST_PREFIX);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    namespace: target.namespace,
    name: `${prefix}-test-${digest}`,
  };
}

/**
 * The Job of a test. Its pod keeps the restricted Pod Security level, has no account of the cluster, and the label by which
 * the library's NetworkPolicies let an instance call itself. Not one of the instance's objects: neither drift nor releases
 * know it.
 */
export function testJob(context: StepContext, test: JobTest): ClusterObject {
  const { target } = context;
  const { apiVersion, kind, name, namespace } = testJobReference(context, test);
  const labels = {
    [TEST_LABEL]: target.workload.name,
    'app.kubernetes.io/name': 'mandate-test',
    'app.kubernetes.io/instance': target.workload.name,
  };
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      labels,
      annotations: {
        [RUN_ANNOTATION]: formatRunMark(markOf(context, testStepId(test.name))),
      },
    },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: test.timeoutSeconds,
      ttlSecondsAfterFinished: KEPT_SECONDS + test.timeoutSeconds,
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: USER,
            runAsGroup: USER,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'test',
              image: test.image,
              command: [...test.command],
              env: Object.entries(test.env)
                .sort(([left], [right]) => left.localeCompare(right))
                .map(([key, value]) => ({ name: key, value })),
              resources: {
                requests: { cpu: '50m', memory: test.memory },
                limits: { memory: test.memory },
              },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
              volumeMounts: [{ name: 'temporary', mountPath: '/tmp' }],
            },
          ],
          volumes: [{ name: 'temporary', emptyDir: { sizeLimit: '64Mi' } }],
        },
      },
    },
  };
}
