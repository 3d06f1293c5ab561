import { baselineCases } from './__testUtils__/baselineCases';
import { minimalPod } from './__testUtils__/minimalPod';
import { profileCases } from './__testUtils__/profileCases';
import { restrictedCases } from './__testUtils__/restrictedCases';
import { judgePodSecurity } from './judgePodSecurity';
import { newestPodSecurityMinor } from './podSecurityChecks';

const levels = ['baseline', 'restricted'] as const;
const minors = Array.from({ length: newestPodSecurityMinor + 1 }, (_, i) => i);
const cases = [...baselineCases, ...profileCases, ...restrictedCases];

type Judged = Parameters<typeof judgePodSecurity>;

function findingsOf(...[manifest, options]: Judged) {
  const judgement = judgePodSecurity(manifest, options);
  if (judgement.outcome !== 'judged') {
    throw new Error(judgement.message);
  }
  return judgement.findings;
}

describe.each(levels)('at the level %s', level => {
  it.each(minors)('the minimal pod conforms to version 1.%d', minor => {
    expect(findingsOf(minimalPod(level, minor), { level, minor })).toEqual([]);
  });

  it.each(cases)(
    'each version judges $what as the standard says',
    ({ parts, refused }) => {
      for (const minor of minors) {
        const findings = findingsOf(minimalPod(level, minor, parts), {
          level,
          minor,
        });
        const expected = refused
          .filter(
            row =>
              row.level === level &&
              minor >= (row.since ?? 0) &&
              minor <= (row.until ?? newestPodSecurityMinor),
          )
          .map(row => row.check);
        expect({
          minor,
          checks: findings.map(({ check }) => check.id),
        }).toEqual({ minor, checks: expected });
      }
    },
  );
});

it.each(cases.filter(({ message }) => message !== undefined))(
  'says of $what who offends and what to change',
  ({ parts, message }) => {
    const options = {
      level: 'restricted',
      minor: newestPodSecurityMinor,
    } as const;
    const manifest = minimalPod(options.level, options.minor, parts);
    expect(
      findingsOf(manifest, options).map(finding => finding.message),
    ).toEqual(
      findingsOf(manifest, options).map(
        ({ check }) =>
          `${check.title} (Pod Security, ${check.level}): ${message}`,
      ),
    );
    expect(findingsOf(manifest, options)).toHaveLength(1);
  },
);

describe('judgePodSecurity', () => {
  const level = 'baseline';
  const minor = newestPodSecurityMinor;
  const { metadata, spec } = minimalPod(level, minor, {
    annotations: {
      'container.apparmor.security.beta.kubernetes.io/app': 'unconfined',
    },
    context: { privileged: true },
  });
  const template = { metadata, spec };
  const named = { metadata: { name: 'judged' } };

  it.each([
    { apiVersion: 'v1', kind: 'PodTemplate', ...named, template },
    {
      apiVersion: 'v1',
      kind: 'ReplicationController',
      ...named,
      spec: { template },
    },
    ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map(kind => ({
      apiVersion: 'apps/v1',
      kind,
      ...named,
      spec: { template },
    })),
    { apiVersion: 'batch/v1', kind: 'Job', ...named, spec: { template } },
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      ...named,
      spec: { jobTemplate: { spec: { template } } },
    },
  ])('judges the template of a $kind', manifest => {
    expect(
      findingsOf(manifest, { level, minor }).map(({ check }) => check.id),
    ).toEqual(['appArmorProfile', 'privileged']);
  });

  it('finds nothing in a replication controller without a template', () => {
    const manifest = { apiVersion: 'v1', kind: 'ReplicationController' };
    expect(
      findingsOf({ ...manifest, ...named, spec: {} }, { level, minor }),
    ).toEqual([]);
  });

  it('finds nothing in a kind without pods', () => {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', ...named };
    expect(findingsOf(manifest, { level, minor })).toEqual([]);
  });

  it('judges a version newer than the newest as the newest', () => {
    const manifest = { apiVersion: 'v1', kind: 'Pod', metadata, spec };
    expect(findingsOf(manifest, { level, minor: minor + 5 })).toEqual(
      findingsOf(manifest, { level, minor }),
    );
  });

  it('refuses a pod whose fields are of the wrong type', () => {
    const manifest = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: { containers: 'none' },
    };
    expect(findingsOf(manifest, { level, minor })).not.toEqual([]);
  });

  it('says why something is no object of a cluster', () => {
    expect(judgePodSecurity({ kind: 'Pod' }, { level, minor })).toEqual({
      outcome: 'unreadable',
      message: expect.stringContaining('apiVersion'),
    });
  });
});
