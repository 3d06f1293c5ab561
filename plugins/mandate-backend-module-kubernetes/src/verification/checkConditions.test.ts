import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Check, TemplateSource } from '@mandate/plugin-mandate-node';
import { parseTemplate, templateDigest } from '@mandate/templates';
import { changesOnCluster } from '../__testUtils__/changesOnCluster';
import { allPassing, notPassing } from '../__testUtils__/runChange';
import { configureKind } from '../kinds/configure/configureKind';
import { deployKind } from '../kinds/deploy/deployKind';
import { reapplyKind } from '../kinds/drift/reapplyKind';
import { resizeKind } from '../kinds/resize/resizeKind';
import { restartKind } from '../kinds/restart/restartKind';
import { scaleKind } from '../kinds/scale/scaleKind';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';

jest.setTimeout(90_000);

const { change, find, patchAs } = changesOnCluster();
const image = 'mandate.test/workload:v1';
const LIBRARY = resolve(__dirname, '../../../../examples/templates');
const TESTS = /( {4}mandate\.dev\/tests: \|\n)(?: {6}.*\n)+/;
const CHECKS = /( {4}mandate\.dev\/checks: \|\n)(?: {6}.*\n)+/;

/** The library's web service without its tests, approved; with other checks when they are given. */
function sourceWith(checks?: string): TemplateSource {
  const library = readFileSync(
    resolve(LIBRARY, 'web-service/template.yaml'),
    'utf8',
  ).replace(TESTS, '');
  const text =
    checks === undefined
      ? library
      : library.replace(CHECKS, (_, start) => `${start}${checks}\n`);
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

function kindsWith(source: TemplateSource) {
  const options = {
    verification: { soakSeconds: 1, deadlineSeconds: 60 },
    mostPruned: 10,
    now: () => new Date(),
    templates: new ApprovedTemplates(source),
  };
  return {
    deploy: deployKind(options),
    configure: configureKind(options),
    restart: restartKind(options),
    resize: resizeKind(options),
    reapply: reapplyKind(options),
    scale: scaleKind(options),
  };
}

async function deployed(
  kinds: ReturnType<typeof kindsWith>,
  parameters: Readonly<Record<string, unknown>> = {},
) {
  const driver = change(kinds.deploy, {
    changeId: `chg-${randomUUID().slice(0, 8)}`,
  });
  const plan = await driver.plan({
    template: { name: 'web-service', parameters: { image, ...parameters } },
  });
  await driver.run(plan);
  return { driver, plan };
}

const check = (condition: string) =>
  `      - name: asked\n        condition: ${condition}\n        message: Ask the platform team.`;

/** False of a Deployment whose pods were restarted by a change. */
const RESTARTED_NEVER =
  '${!has(deployment.spec.template.metadata.annotations) || deployment.spec.template.metadata.annotations.all(key, !key.contains("restart"))}';

const someFailing = (checks: readonly Check[]) =>
  checks.some(({ status }) => status === 'failing');

function isCheck({ id }: { readonly id: string }): boolean {
  return id.startsWith('check-');
}

describe('the checks of a template', () => {
  it('pass one by one when they are true of the live objects, those of what is left out excepted', async () => {
    const kinds = kindsWith(sourceWith());
    const one = await deployed(kinds, { replicas: 1 });
    const checks = await one.driver.checkUntil(one.plan, allPassing);
    expect(notPassing(checks)).toEqual([]);
    expect(checks.filter(isCheck).map(({ id }) => id)).toEqual([
      'check-service-finds-pods',
      'check-policy-covers-pods',
    ]);
    const two = await deployed(kinds, { replicas: 2 });
    const more = await two.driver.checkUntil(two.plan, allPassing);
    expect(more.filter(isCheck)).toContainEqual({
      id: 'check-copies-to-spare',
      title: 'The template’s check copies-to-spare holds',
      status: 'passing',
      words: 'What the template asks of budget holds.',
    });
  });

  it('keep a change from being verified when one is false, and all is undone', async () => {
    const { driver, plan } = await deployed(
      kindsWith(sourceWith(check('${service.spec.clusterIP == "10.0.0.1"}'))),
    );
    const checks = await driver.checkUntil(plan, found =>
      found.filter(isCheck).some(({ status }) => status === 'failing'),
    );
    expect(notPassing(checks)).toEqual([
      {
        id: 'check-asked',
        title: 'The template’s check asked holds',
        status: 'failing',
        words:
          'Ask the platform team. (${service.spec.clusterIP == "10.0.0.1"} is false.)',
        final: false,
      },
    ]);
    const undone = await driver.undo(plan);
    expect(undone.map(({ type }) => type)).toEqual(undone.map(() => 'present'));
    expect(await find('Deployment')).toBeUndefined();
  });

  it('wait until what was deployed is ready', async () => {
    const { driver, plan } = await deployed(
      kindsWith(sourceWith(check('${true}'))),
      { image: 'mandate.test/workload:crash' },
    );
    expect((await driver.check(plan)).filter(isCheck)).toEqual([
      expect.objectContaining({
        status: 'pending',
        words: 'It waits until what was deployed is ready.',
      }),
    ]);
  });

  it('are unknown, which is no success, when a field is not there', async () => {
    const { driver, plan } = await deployed(
      kindsWith(sourceWith(check('${service.status.nowhere == "set"}'))),
    );
    const checks = await driver.checkUntil(plan, found =>
      found.some(({ status }) => status === 'unknown'),
    );
    expect(notPassing(checks)).toEqual([
      expect.objectContaining({
        id: 'check-asked',
        status: 'unknown',
        words: expect.stringContaining('It cannot be told'),
      }),
    ]);
  });

  it('count for a change of settings, too, by the version that the workload names', async () => {
    const kinds = kindsWith(
      sourceWith(
        check(
          '${deployment.spec.template.spec.containers[0].env.exists(one, one.name == "MODE" && one.value == "broken") == false}',
        ),
      ),
    );
    const { driver, plan } = await deployed(kinds);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    const configuring = change(kinds.configure);
    const settings = await configuring.plan({
      env: { set: { MODE: 'broken' } },
    });
    await configuring.run(settings);
    const checks = await configuring.checkUntil(settings, found =>
      found.some(({ status }) => status === 'failing'),
    );
    expect(notPassing(checks)).toEqual([
      expect.objectContaining({ id: 'check-asked', status: 'failing' }),
    ]);
  });

  it('count for a restart and for drift put back, and a false one undoes what was done', async () => {
    const kinds = kindsWith(sourceWith(check(RESTARTED_NEVER)));
    const { driver, plan } = await deployed(kinds);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    await patchAs('kubectl-edit', { replicas: 3 });
    const reapplying = change(kinds.reapply);
    const back = await reapplying.plan({});
    await reapplying.run(back);
    expect(
      (await reapplying.checkUntil(back, allPassing)).filter(isCheck),
    ).toEqual([expect.objectContaining({ status: 'passing' })]);
    const restarting = change(kinds.restart);
    const restart = await restarting.plan({});
    await restarting.run(restart);
    expect(
      notPassing(await restarting.checkUntil(restart, someFailing)),
    ).toEqual([
      expect.objectContaining({ id: 'check-asked', status: 'failing' }),
    ]);
    const undone = await restarting.undo(restart);
    expect(undone.map(({ type }) => type)).toEqual(undone.map(() => 'present'));
  });

  it('leave a resize alone when they read the parameters, from which it departs on purpose', async () => {
    const kinds = kindsWith(
      sourceWith(
        `${check(
          '${deployment.spec.template.spec.containers[0].resources.requests.cpu == schema.spec.cpu}',
        )}\n${check(
          '${deployment.spec.template.spec.containers[0].resources.requests.cpu != "77m"}',
        ).replace('asked', 'other')}`,
      ),
    );
    const { driver, plan } = await deployed(kinds);
    expect(
      (await driver.checkUntil(plan, allPassing)).filter(isCheck),
    ).toHaveLength(2);
    const resizing = change(kinds.resize);
    const smaller = await resizing.plan({ requests: { cpu: '40m' } });
    await resizing.run(smaller);
    expect(
      (await resizing.checkUntil(smaller, allPassing)).filter(isCheck),
    ).toEqual([
      expect.objectContaining({ id: 'check-other', status: 'passing' }),
    ]);
    const spoiling = await resizing.plan({ requests: { cpu: '77m' } });
    await resizing.run(spoiling);
    expect(
      notPassing(await resizing.checkUntil(spoiling, someFailing)),
    ).toEqual([expect.objectContaining({ id: 'check-other' })]);
  });

  it('say nothing of a restart once a scale went past what the template takes', async () => {
    const kinds = kindsWith(sourceWith(check('${service.spec.type != ""}')));
    await deployed(kinds);
    const scaling = change(kinds.scale);
    const toNone = await scaling.plan({ replicas: 0 });
    await scaling.run(toNone);
    expect(notPassing(await scaling.checkUntil(toNone, allPassing))).toEqual(
      [],
    );
    const restarting = change(kinds.restart);
    const restart = await restarting.plan({});
    await restarting.run(restart);
    const checks = await restarting.checkUntil(restart, allPassing);
    expect(notPassing(checks)).toEqual([]);
    expect(checks.filter(isCheck)).toEqual([]);
  });
});
