import { chooseFacts } from '../__testUtils__/chooseFacts';
import { otherCandidatesWords, workloadsOfTarget } from './chooseWorkload';
import { detectOwner, type OwnerMarks } from './detectOwner';
import { matchesSelector } from './matchesSelector';

describe('matchesSelector', () => {
  const labels = { app: 'checkout', tier: 'web' };
  it.each([
    ['app=checkout', true],
    ['app==checkout,tier=web', true],
    ['app=checkout, tier!=web', false],
    ['app in (cart, checkout),tier', true],
    ['app notin (cart)', true],
    ['other notin (cart)', true],
    ['!app', false],
    ['!other', true],
    ['', false],
    ['app=checkout;x', false],
  ])('%s: %s', (selector, matches) => {
    expect(matchesSelector(labels, selector)).toBe(matches);
  });
});

describe('the workloads of a target', () => {
  const candidates = ['checkout', 'checkout-worker', 'cart'].map(name => ({
    kind: 'Deployment',
    name,
    labels: { part: name.split('-')[0] },
  }));

  it('are the one that it is bound to, and those that its selector names', () => {
    const names = (labelSelector?: string) =>
      workloadsOfTarget(chooseFacts({ labelSelector }), candidates).map(
        ({ name }) => name,
      );
    expect(names()).toEqual(['checkout']);
    expect(names('part=checkout')).toEqual(['checkout', 'checkout-worker']);
  });

  it('are listed when the one that is meant is not there', () => {
    const target = chooseFacts({ name: 'shop', labelSelector: 'part' });
    expect(otherCandidatesWords(target, candidates)).toContain(
      'Several workloads carry the labels of component:default/checkout: deployment/checkout, deployment/checkout-worker, deployment/cart.',
    );
    expect(
      otherCandidatesWords(chooseFacts({ name: 'shop' }), candidates),
    ).toBeUndefined();
  });
});

describe('another owner', () => {
  const nothing: OwnerMarks = { labels: {}, annotations: {}, managers: [] };
  it.each<[string, Partial<OwnerMarks>, string]>([
    [
      'Argo CD by annotation',
      { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/D:a/b' } },
      "Argo CD application 'shop'",
    ],
    [
      'Argo CD by label',
      { labels: { 'argocd.argoproj.io/instance': 'shop' } },
      "Argo CD application 'shop'",
    ],
    [
      'Flux',
      { labels: { 'kustomize.toolkit.fluxcd.io/name': 'shop' } },
      "Flux Kustomization 'shop'",
    ],
    [
      'Helm',
      {
        labels: { 'app.kubernetes.io/managed-by': 'Helm' },
        annotations: { 'meta.helm.sh/release-name': 'shop' },
      },
      "Helm release 'shop'",
    ],
    [
      'an operator',
      { controller: { kind: 'Postgresql', name: 'orders' } },
      "Postgresql 'orders'",
    ],
    ['Argo CD by manager', { managers: ['argocd-controller'] }, 'Argo CD'],
    ['Flux by manager', { managers: ['kustomize-controller'] }, 'Flux'],
  ])('%s is detected', (_, marks, name) => {
    expect(detectOwner({ ...nothing, ...marks })?.name).toBe(name);
  });

  it('people, controllers of Kubernetes and Mandate are none', () => {
    const managers = [
      'kubectl-client-side-apply',
      'kube-controller-manager',
      'mandate',
    ];
    expect(detectOwner({ ...nothing, managers })).toBeUndefined();
  });
});
