import { JsonObject } from '../../model/KubernetesObject';
import { ContractCase, RequestStep } from '../ContractCase';

const JOBS = '/apis/batch/v1/namespaces/{ns}/jobs';
const CRON_JOBS = '/apis/batch/v1/namespaces/{ns}/cronjobs';
const PODS = '/api/v1/namespaces/{ns}/pods';
const MERGE = 'application/merge-patch+json';

/** Makes pods end with exit code 1, in the words of the simulated nodes of both clusters. */
const FAILING: JsonObject = {
  'mandate.test/simulate': 'failure',
  'simulate.mandate.dev/failure': 'crash-loop',
};

const job = (spec: JsonObject = {}, annotations: JsonObject = {}) => ({
  metadata: { name: 'work' },
  spec: {
    template: {
      metadata: { annotations },
      spec: {
        restartPolicy: 'Never',
        containers: [{ name: 'main', image: 'x:1' }],
      },
    },
    ...spec,
  },
});

const createJob = (
  spec: JsonObject = {},
  annotations: JsonObject = {},
): RequestStep => ({
  request: `POST ${JOBS}`,
  body: job(spec, annotations),
  expect: { code: 201 },
});

const jobBecomes = (body: JsonObject): RequestStep => ({
  request: `GET ${JOBS}/work`,
  eventually: true,
  expect: { code: 200, body },
});

const createCronJob = (spec: JsonObject): RequestStep => ({
  request: `POST ${CRON_JOBS}`,
  body: {
    metadata: { name: 'nightly' },
    spec: { schedule: '* * * * *', jobTemplate: { spec: job().spec }, ...spec },
  },
  expect: { code: 201 },
});

export const BATCH_CASES: readonly ContractCase[] = [
  {
    rule: 'a Job gets its defaults, a selector of its own and labels for its pods',
    steps: [
      {
        ...createJob({ suspend: true }),
        expect: {
          code: 201,
          body: {
            metadata: { generation: 1 },
            spec: {
              backoffLimit: 6,
              completions: 1,
              parallelism: 1,
              completionMode: 'NonIndexed',
              podReplacementPolicy: 'TerminatingOrFailed',
              selector: {
                matchLabels: { 'batch.kubernetes.io/controller-uid': '*' },
              },
              template: {
                metadata: {
                  labels: {
                    'batch.kubernetes.io/job-name': 'work',
                    'controller-uid': '*',
                    'job-name': 'work',
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a Job is complete when its pod has succeeded',
    steps: [
      createJob(),
      jobBecomes({
        status: {
          succeeded: 1,
          startTime: '*',
          completionTime: '*',
          conditions: { $has: [{ type: 'Complete', status: 'True' }] },
        },
      }),
      {
        request: `GET ${PODS}?labelSelector=job-name=work`,
        expect: {
          code: 200,
          body: {
            items: [
              {
                metadata: {
                  name: '~^work-[a-z0-9]{5}$',
                  ownerReferences: [{ kind: 'Job', name: 'work' }],
                },
                status: { phase: 'Succeeded' },
              },
            ],
          },
        },
      },
    ],
  },
  {
    rule: 'a Job runs as many pods as it wants completions',
    steps: [
      createJob({ completions: 3, parallelism: 2 }),
      jobBecomes({
        status: {
          succeeded: 3,
          conditions: { $has: [{ type: 'Complete', status: 'True' }] },
        },
      }),
    ],
  },
  {
    rule: 'a Job fails when its back-off limit is reached',
    steps: [
      createJob({ backoffLimit: 0 }, FAILING),
      jobBecomes({
        status: {
          failed: 1,
          conditions: {
            $has: [
              {
                type: 'Failed',
                status: 'True',
                reason: 'BackoffLimitExceeded',
              },
            ],
          },
        },
      }),
    ],
  },
  {
    rule: 'a suspended Job starts nothing until it is resumed',
    steps: [
      createJob({ suspend: true }),
      jobBecomes({
        status: {
          conditions: { $has: [{ type: 'Suspended', status: 'True' }] },
        },
      }),
      {
        request: `GET ${PODS}`,
        expect: { code: 200, body: { items: [] } },
      },
      {
        request: `PATCH ${JOBS}/work`,
        contentType: MERGE,
        body: { spec: { suspend: false } },
        expect: { code: 200 },
      },
      jobBecomes({ status: { succeeded: 1 } }),
    ],
  },
  {
    rule: "a Job's template is immutable",
    steps: [
      createJob(),
      {
        request: `PATCH ${JOBS}/work`,
        contentType: MERGE,
        body: { spec: { template: { spec: { restartPolicy: 'OnFailure' } } } },
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
  {
    rule: 'a Job must not restart its containers always',
    steps: [
      {
        request: `POST ${JOBS}`,
        body: {
          metadata: { name: 'work' },
          spec: {
            template: {
              spec: { containers: [{ name: 'main', image: 'x:1' }] },
            },
          },
        },
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
  {
    rule: 'a Job with a time to live is deleted after its end, with its pods',
    steps: [
      createJob({ ttlSecondsAfterFinished: 0 }),
      {
        request: `GET ${JOBS}/work`,
        eventually: true,
        expect: { code: 404 },
      },
      {
        request: `GET ${PODS}`,
        eventually: true,
        expect: { code: 200, body: { items: [] } },
      },
    ],
  },
  {
    rule: 'a CronJob makes a Job when its time comes',
    patienceMs: 70_000,
    steps: [
      createCronJob({}),
      {
        request: `GET ${CRON_JOBS}/nightly`,
        eventually: true,
        expect: { code: 200, body: { status: { lastScheduleTime: '*' } } },
      },
      {
        request: `GET ${JOBS}`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            items: {
              $has: [
                {
                  metadata: {
                    name: '~^nightly-\\d+$',
                    annotations: {
                      'batch.kubernetes.io/cronjob-scheduled-timestamp': '*',
                    },
                    ownerReferences: [
                      { kind: 'CronJob', name: 'nightly', controller: true },
                    ],
                  },
                },
              ],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a schedule that is none is 422',
    steps: [
      {
        ...createCronJob({ schedule: 'now and then' }),
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
];
