import { parse } from 'yaml';
import { parseMandate } from './parseMandate';

const architecture = `
apiVersion: mandate.dev/v1alpha1
kind: Mandate
metadata: { name: core-services, title: Core service containers }
spec:
  owner: group:default/platform
  appliesTo: { containerTypes: [core-service], environments: [dev, staging, prod] }
  limits: { replicas: 10, cpuCores: 8, memoryGiB: 16, monthlyCost: 500 }
  budgets: [{ changes: [restart], perTarget: 5, window: PT1H }]
  grants:
    - changes: [deploy, scale, restart, configure]
      when: risk.level == 'low' && plan.within(limits)
      oversight: autonomous
    - changes: [deploy]
      when: plan.version.bump == 'major'
      oversight: approve
      approvals: [{ group: group:default/platform, count: 1 }, { group: group:default/security, count: 1 }]
      expires: P3D
  review: { every: P3M, by: group:default/security }
`;

describe('parseMandate', () => {
  it('reads the mandate of the architecture page', () => {
    expect(parseMandate(parse(architecture))).toMatchObject({
      ok: true,
      name: 'core-services',
      title: 'Core service containers',
      spec: { owner: 'group:default/platform', limits: { replicas: 10 } },
    });
  });

  it('keeps entity references in lower case', () => {
    const parsed = parseMandate(
      parse(
        architecture.replace('owner: group:default', 'owner: Group:Default'),
      ),
    );
    expect(parsed.ok && parsed.spec.owner).toBe('group:default/platform');
  });

  it.each([
    ['owner: group', 'ownr: group', ['spec', 'ownr'], 'no `ownr`'],
    [
      'oversight: autonomous',
      'oversight: free',
      ['spec', 'grants', 0, 'oversight'],
      '',
    ],
    ['window: PT1H', 'window: 1h', ['spec', 'budgets', 0, 'window'], 'PT1H'],
    [
      'window: PT1H',
      'window: P1M',
      ['spec', 'budgets', 0, 'window'],
      'exact length',
    ],
    ['every: P3M', 'every: P0D', ['spec', 'review', 'every'], 'longer'],
    [
      'perTarget: 5',
      'perTarget: 5, perOwner: 1',
      ['spec', 'budgets', 0],
      'exactly one',
    ],
    ['replicas: 10', 'replicas: -1', ['spec', 'limits', 'replicas'], ''],
    [
      'replicas: 10, ',
      'hard: [replicas], ',
      ['spec', 'limits', 'hard', 0],
      'no limit',
    ],
    ['[core-service]', '[]', ['spec', 'appliesTo', 'containerTypes'], ''],
    ['[deploy]', "[deploy, '*']", ['spec', 'grants', 1, 'changes'], 'alone'],
    [
      'oversight: approve',
      'oversight: notify',
      ['spec', 'grants', 1, 'approvals'],
      'approve',
    ],
    ['kind: Mandate', 'kind: Mandat', ['kind'], ''],
  ])('%s becomes %s: an error at %j', (from, to, path, words) => {
    const parsed = parseMandate(parse(architecture.replace(from, to)));
    const errors = parsed.ok ? [] : parsed.errors;
    const error = errors.find(({ path: at }) => `${at}` === `${path}`);
    expect(error?.message).toContain(words);
  });

  it('compiles every condition and says where in it the mistake is', () => {
    const wrong = architecture.replace('risk.level', 'risk.levell');
    expect(parseMandate(parse(wrong))).toEqual({
      ok: false,
      errors: [
        {
          path: ['spec', 'grants', 0, 'when'],
          message: expect.stringContaining('`risk.level`'),
          position: { line: 1, column: 6 },
        },
      ],
    });
  });

  it('refuses a condition that is neither true nor false', () => {
    const wrong = architecture.replace(
      "plan.version.bump == 'major'",
      'risk.level',
    );
    expect(parseMandate(parse(wrong))).toMatchObject({
      ok: false,
      errors: [{ message: expect.stringContaining('true or false') }],
    });
  });

  it.each([undefined, null, 7, 'text', [], {}])('refuses %j', document => {
    expect(parseMandate(document).ok).toBe(false);
  });
});
