import { detectOwner, otherToolWords } from './detectOwner';
import { ownerMarks } from './ownerMarks';

/** What a tool's server-side or client-side write leaves behind on a Deployment. */
function wrote(manager: string, operation: 'Apply' | 'Update' = 'Update') {
  return {
    manager,
    operation,
    apiVersion: 'apps/v1',
    time: '2026-11-01T10:00:00Z',
    fieldsType: 'FieldsV1',
    fieldsV1: { 'f:spec': { 'f:replicas': {} } },
  };
}

const controllerWrote = {
  ...wrote('kube-controller-manager'),
  subresource: 'status',
  fieldsV1: { 'f:status': { 'f:readyReplicas': {} } },
};
const personLabelled = {
  ...wrote('kubectl-label'),
  fieldsV1: { 'f:metadata': { 'f:labels': { 'f:team': {} } } },
};

function workload(metadata: object) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'checkout', namespace: 'shop', ...metadata },
  };
}

function wordsFor(metadata: object, takenOver: readonly string[] = []) {
  const owner = detectOwner(ownerMarks(workload(metadata)), takenOver);
  return owner && otherToolWords("The Deployment 'checkout'", owner);
}

describe('another owner', () => {
  it.each<[string, object, string, string, string]>([
    [
      'Argo CD 3, by the annotation',
      {
        annotations: {
          'argocd.argoproj.io/tracking-id':
            'shop:apps/Deployment:shop/checkout',
        },
        managedFields: [wrote('argocd-controller', 'Apply'), controllerWrote],
      },
      "Argo CD application 'shop'",
      "Commit the change to the source of the application 'shop'",
      'Prune=false',
    ],
    [
      'kro, by the labels of its instance',
      {
        labels: {
          'kro.run/owned': 'true',
          'kro.run/instance-name': 'shop',
          'kro.run/instance-kind': 'WebService',
        },
        managedFields: [wrote('kro.run/applyset', 'Apply')],
      },
      "kro WebService 'shop'",
      "Change the WebService 'shop'; kro makes this object from it.",
      'kro.run/reconcile: suspended',
    ],
    [
      'kro, by its field manager',
      { managedFields: [wrote('kro.run/applyset', 'Apply')] },
      'kro',
      'Change the instance from which kro makes this object.',
      "takeOverFrom: ['kro.run/applyset']",
    ],
    [
      'Argo CD with a label of its own',
      {
        labels: { 'argocd.argoproj.io/instance': 'shop' },
        managedFields: [wrote('argocd-application-controller')],
      },
      "Argo CD application 'shop'",
      "Commit the change to the source of the application 'shop'",
      'take that label off it',
    ],
    [
      'Argo CD 2, by the common label and its field manager',
      {
        labels: { 'app.kubernetes.io/instance': 'shop' },
        managedFields: [
          wrote('argocd-application-controller'),
          controllerWrote,
        ],
      },
      "Argo CD application 'shop'",
      "Commit the change to the source of the application 'shop'",
      "takeOverFrom: ['argocd-application-controller']",
    ],
    [
      'a Flux Kustomization',
      {
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'shop',
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
        managedFields: [wrote('kustomize-controller', 'Apply')],
      },
      "Flux Kustomization 'shop'",
      "source of the Kustomization 'shop'",
      'kustomize.toolkit.fluxcd.io/prune: disabled',
    ],
    [
      'a Flux HelmRelease, whose objects look like those of Helm, too',
      {
        labels: {
          'app.kubernetes.io/managed-by': 'Helm',
          'helm.toolkit.fluxcd.io/name': 'shop',
          'helm.toolkit.fluxcd.io/namespace': 'flux-system',
        },
        annotations: { 'meta.helm.sh/release-name': 'shop' },
        managedFields: [wrote('helm-controller')],
      },
      "Flux HelmRelease 'shop'",
      "Change the values of the HelmRelease 'shop'",
      'flux suspend helmrelease shop',
    ],
    [
      'Helm',
      {
        labels: { 'app.kubernetes.io/managed-by': 'Helm' },
        annotations: {
          'meta.helm.sh/release-name': 'shop',
          'meta.helm.sh/release-namespace': 'shop-prod',
        },
        managedFields: [wrote('helm')],
      },
      "Helm release 'shop'",
      'helm upgrade shop CHART --reuse-values --set … --namespace shop-prod',
      'helm.sh/resource-policy: keep',
    ],
    [
      'an operator that is the controller',
      {
        ownerReferences: [
          {
            apiVersion: 'acid.zalan.do/v1',
            kind: 'postgresql',
            name: 'orders',
            uid: '1',
            controller: true,
          },
        ],
        managedFields: [wrote('postgres-operator')],
      },
      "postgresql 'orders'",
      "Change the postgresql 'orders'",
      'not possible',
    ],
    [
      'an operator that does not call itself controller',
      {
        labels: { 'app.kubernetes.io/managed-by': 'strimzi-cluster-operator' },
        ownerReferences: [
          {
            apiVersion: 'kafka.strimzi.io/v1beta2',
            kind: 'Kafka',
            name: 'events',
            uid: '1',
            controller: false,
          },
        ],
      },
      "Kafka 'events'",
      "Change the Kafka 'events'",
      'not possible',
    ],
    [
      'an operator that only labels',
      { labels: { 'app.kubernetes.io/managed-by': 'minio-operator' } },
      "the operator 'minio-operator'",
      'Change the custom resource',
      'take the label app.kubernetes.io/managed-by off it',
    ],
    [
      'a tool that is known by its field manager alone',
      { managedFields: [wrote('kustomize-controller', 'Apply')] },
      'Flux',
      'source of its Kustomization',
      "takeOverFrom: ['kustomize-controller']",
    ],
  ])('%s: who, where, and the way over', (_, metadata, name, there, over) => {
    const words = wordsFor(metadata);
    expect(words).toContain(
      `The Deployment 'checkout' is managed by ${name} (`,
    );
    expect(words).toContain(there);
    const [, handOver] =
      words?.split('To have Mandate manage it instead: ') ?? [];
    expect(handOver).toContain(over);
  });

  it.each<[string, object]>([
    ['people', { managedFields: [wrote('kubectl-client-side-apply')] }],
    [
      'controllers of Kubernetes, who write what they saw',
      { managedFields: [controllerWrote] },
    ],
    ['who labelled it', { managedFields: [personLabelled] }],
    [
      'Mandate',
      {
        labels: { 'app.kubernetes.io/managed-by': 'mandate' },
        managedFields: [wrote('mandate', 'Apply')],
      },
    ],
    [
      'a part of Kubernetes that it belongs to without being made by it',
      {
        ownerReferences: [
          { apiVersion: 'v1', kind: 'ConfigMap', name: 'set', uid: '1' },
        ],
      },
    ],
    [
      'the label of an instance, which many charts and kustomizations set',
      {
        labels: { 'app.kubernetes.io/instance': 'shop' },
        managedFields: [wrote('kubectl-client-side-apply')],
      },
    ],
  ])('is not: %s', (_, metadata) => {
    expect(wordsFor(metadata)).toBeUndefined();
  });

  it('who is known by the field manager has given it up when the change says so, and for good once Mandate has applied it', () => {
    const before = [wrote('argocd-controller', 'Apply')];
    expect(wordsFor({ managedFields: before })).toContain('Argo CD');
    expect(
      wordsFor({ managedFields: before }, ['argocd-controller']),
    ).toBeUndefined();
    const after = [...before, wrote('mandate', 'Apply')];
    expect(wordsFor({ managedFields: after })).toBeUndefined();
  });

  it('who left a mark has not given it up by being named', () => {
    expect(
      wordsFor(
        {
          labels: { 'kustomize.toolkit.fluxcd.io/name': 'shop' },
          managedFields: [wrote('kustomize-controller', 'Apply')],
        },
        ['kustomize-controller'],
      ),
    ).toContain("Flux Kustomization 'shop'");
  });
});
