import { environmentNamed } from '../../../environments/environmentNamed';
import { evaluateExpression } from '../../__testUtils__/evaluateExpression';
import { Authorizer } from './authorizer';
import type { AccessDecision, AccessRequest } from './authorizer';

function ask(source: string, decision: Partial<AccessDecision> = {}) {
  const requests: AccessRequest[] = [];
  const authorizer = new Authorizer(request => {
    requests.push(request);
    return { allowed: false, reason: '', ...decision };
  });
  const outcome = evaluateExpression(
    environmentNamed('kubernetes/1.36'),
    source,
    { authorizer },
    10_000_000,
  );
  return { outcome, requests };
}

describe('the authorizer', () => {
  it('asks the host about a resource', () => {
    const { outcome, requests } = ask(
      "authorizer.group('apps').resource('deployments').subresource('scale').namespace('shop').name('web').fieldSelector('a=b').labelSelector('c=d').check('update').allowed()",
      { allowed: true },
    );
    expect(outcome).toMatchObject({ kind: 'value', value: true });
    expect(requests).toEqual([
      {
        kind: 'resource',
        group: 'apps',
        resource: 'deployments',
        subresource: 'scale',
        namespace: 'shop',
        name: 'web',
        fieldSelector: 'a=b',
        labelSelector: 'c=d',
        verb: 'update',
      },
    ]);
  });

  it('asks the host about a path, for a service account', () => {
    const { requests } = ask(
      "authorizer.serviceAccount('shop', 'robot').path('/healthz').check('get').allowed()",
    );
    expect(requests).toEqual([
      {
        kind: 'path',
        path: '/healthz',
        verb: 'get',
        serviceAccount: { namespace: 'shop', name: 'robot' },
      },
    ]);
  });

  it.each([
    ['reason()', 'because'],
    ['error()', 'no answer'],
    ['errored()', true],
    ['allowed()', false],
  ])('gives the decision’s %s', (part, value) => {
    const { outcome } = ask(`authorizer.path('/').check('get').${part}`, {
      reason: 'because',
      error: 'no answer',
    });
    expect(outcome).toMatchObject({ kind: 'value', value });
  });

  it.each([
    ["authorizer.path(' ')", 'path must not be empty'],
    ["authorizer.group('').resource('')", 'resource must not be empty'],
    ["authorizer.serviceAccount('shop', 'A')", 'Invalid service account name'],
    [
      "authorizer.serviceAccount('a.b', 'robot')",
      'Invalid service account namespace',
    ],
  ])('refuses %s', (source, message) => {
    expect(ask(source).outcome).toMatchObject({ kind: 'failed', message });
  });

  it('makes three checks too costly for one expression of Kubernetes', () => {
    const check = "authorizer.path('/').check('get').allowed()";
    const cost = (times: number) =>
      ask(Array(times).fill(`!${check}`).join(' && ')).outcome;
    expect(cost(2)).toMatchObject({ cost: expect.any(Number) });
    const [two, three] = [cost(2), cost(3)].map(outcome =>
      outcome.kind === 'refused' ? 0 : outcome.cost,
    );
    expect(two).toBeLessThan(1_000_000);
    expect(three).toBeGreaterThan(1_000_000);
  });
});
