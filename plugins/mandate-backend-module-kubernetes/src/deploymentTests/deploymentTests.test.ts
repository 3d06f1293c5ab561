import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TemplateSource } from '@mandate/plugin-mandate-node';
import { parseTemplate, templateDigest } from '@mandate/templates';
import { changesOnCluster } from '../__testUtils__/changesOnCluster';
import { allPassing, notPassing } from '../__testUtils__/runChange';
import { deployKind } from '../kinds/deploy/deployKind';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';

jest.setTimeout(90_000);

const { change, access, namespace } = changesOnCluster();
const image = 'mandate.test/workload:v1';
const LIBRARY = resolve(__dirname, '../../../../examples/templates');
const TESTS = /( {4}mandate\.dev\/tests: \|\n)(?: {6}.*\n)+/;

/** The library's web service with other tests, approved. */
function sourceWith(tests: string): TemplateSource {
  const library = readFileSync(
    resolve(LIBRARY, 'web-service/template.yaml'),
    'utf8',
  );
  const text = library.replace(TESTS, `$1      ${tests}\n`);
  const parsed = parseTemplate(text);
  if (!parsed.ok) {
    throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  }
  const digest = templateDigest(parsed.template);
  return {
    names: async () => ['web-service'],
    read: async name => ({ name, text, trustedDigests: [digest] }),
  };
}

async function deployed(
  tests: string,
  parameters: Readonly<Record<string, unknown>> = {},
) {
  const kind = deployKind({
    verification: { soakSeconds: 1, deadlineSeconds: 60 },
    mostPruned: 10,
    now: () => new Date(),
    templates: new ApprovedTemplates(sourceWith(tests)),
  });
  const changeId = `chg-${randomUUID().slice(0, 8)}`;
  const driver = change(kind, { changeId });
  const plan = await driver.plan({
    template: { name: 'web-service', parameters: { image, ...parameters } },
  });
  await driver.run(plan);
  return { driver, plan, later: change(kind, { changeId, fence: 2 }) };
}

function jobs() {
  return access().list('test', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    namespace: namespace(),
  });
}

const page = (request: string) =>
  `- { type: http, name: page, service: service, port: http, requests: [${request}] }`;
const job = (imageField: string) =>
  `- { type: job, name: smoke, ${imageField}, service: service, command: [smoke, --all], timeoutSeconds: 30 }`;

/** A given cluster's pods may be simulated by somebody else: they answer nothing, and each job succeeds without a log. */
const onEmbeddedCluster = process.env.MANDATE_TEST_KUBECONFIG
  ? describe.skip
  : describe;

onEmbeddedCluster('requests to a Service', () => {
  it('that are answered as they should be let the deploy succeed', async () => {
    const { driver, plan } = await deployed(
      page('{ path: /, contains: ok }, { path: / }'),
    );
    expect(plan.summary).toContain('then 1 test');
    const checks = await driver.checkUntil(plan, allPassing);
    expect(notPassing(checks)).toEqual([]);
    expect(checks).toContainEqual({
      id: 'test-page',
      title: 'Test page: Service checkout answers as it should',
      status: 'passing',
      words: 'All 2 requests were answered as they should be.',
    });
  });

  it.each([
    [
      'another status',
      '{ path: / }',
      { variables: { ERROR_RATE: '1' } },
      'GET / should answer 200, but answered 500.',
    ],
    [
      'another text',
      '{ path: /, contains: Welcome }',
      {},
      'GET / should answer 200 with "Welcome", but its answer does not contain that: "ok".',
    ],
  ])('fail it for good with %s', async (_, request, parameters, words) => {
    const { driver, plan } = await deployed(page(request), parameters);
    const checks = await driver.checkUntil(plan, found =>
      found.some(({ status }) => status === 'failing'),
    );
    expect(notPassing(checks)).toEqual([
      expect.objectContaining({ status: 'failing', final: true, words }),
    ]);
  });

  it('that nothing answers are left to the deadline', async () => {
    const { driver, plan } = await deployed(page('{ path: /elsewhere }'));
    const checks = await driver.checkUntil(plan, found =>
      found.some(({ status }) => status === 'failing'),
    );
    expect(notPassing(checks)).toEqual([
      expect.objectContaining({
        final: false,
        words: expect.stringContaining('nothing answered: '),
      }),
    ]);
  });
});

onEmbeddedCluster('a Job', () => {
  it('is made once when the pods are ready, tells its result with its log, and is cleaned up', async () => {
    const { driver, later, plan } = await deployed(job('imageOf: deployment'));
    expect(plan.steps.at(-1)).toMatchObject({
      id: 'test-smoke',
      effect: true,
    });
    const made = await jobs();
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                image,
                command: ['smoke', '--all'],
                env: expect.arrayContaining([
                  { name: 'BASE_URL', value: 'http://checkout' },
                ]),
              },
            ],
          },
        },
      },
    });
    // A later owner of the run finds it, and so does one that acts again.
    expect(await later.observe(plan, 'test-smoke')).toMatchObject({
      type: 'present',
    });
    expect(await later.act(plan, 'test-smoke')).toEqual({ type: 'acted' });
    expect((await jobs()).map(({ metadata }) => metadata.uid)).toEqual([
      made[0].metadata.uid,
    ]);

    const checks = await driver.checkUntil(plan, allPassing);
    expect(notPassing(checks)).toEqual([]);
    expect(checks).toContainEqual(
      expect.objectContaining({
        id: 'test-smoke',
        words: expect.stringMatching(
          /^"smoke --all" succeeded\. The end of its log: /,
        ),
      }),
    );
    await later.afterVerification(plan);
    expect(await jobs()).toEqual([]);
  });

  it('that fails ends the verification, and an undo removes it', async () => {
    const { driver, plan } = await deployed(
      job('image: "mandate.test/workload:crash"'),
    );
    const checks = await driver.checkUntil(plan, found =>
      found.some(({ status }) => status === 'failing'),
    );
    expect(notPassing(checks)).toEqual([
      expect.objectContaining({
        final: true,
        words: expect.stringMatching(/^"smoke --all" failed \(.+\)\./),
      }),
    ]);
    const undone = await driver.undo(plan);
    expect(undone.map(({ type }) => type)).toEqual(undone.map(() => 'present'));
    expect(await jobs()).toEqual([]);
  });

  it('that somebody removed before its end is a failure', async () => {
    const { driver, plan } = await deployed(job('imageOf: deployment'));
    const [{ metadata }] = await jobs();
    await access().remove(
      'test',
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        namespace: namespace(),
        name: metadata.name,
      },
      {},
    );
    const checks = await driver.checkUntil(plan, found =>
      found.some(({ status }) => status === 'failing'),
    );
    expect(notPassing(checks)).toEqual([
      expect.objectContaining({
        final: true,
        words: expect.stringContaining('was removed before it told its result'),
      }),
    ]);
  });
});
