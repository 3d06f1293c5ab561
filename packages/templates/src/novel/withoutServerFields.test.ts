import { withoutServerFields } from './withoutServerFields';

const labels = { app: 'tiles' };

describe('the spec of a live object', () => {
  it.each([
    [
      'a Service',
      {
        kind: 'Service',
        spec: {
          type: 'LoadBalancer',
          clusterIP: '10.96.0.2',
          clusterIPs: ['10.96.0.2'],
          ipFamilies: ['IPv4'],
          ipFamilyPolicy: 'SingleStack',
          healthCheckNodePort: 31000,
          selector: labels,
          ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
        },
      },
      {
        type: 'LoadBalancer',
        ipFamilyPolicy: 'SingleStack',
        selector: labels,
        ports: [{ port: 80, targetPort: 8080 }],
      },
    ],
    [
      'a headless Service',
      {
        kind: 'Service',
        spec: { clusterIP: 'None', clusterIPs: ['None'], selector: labels },
      },
      { clusterIP: 'None', selector: labels },
    ],
    [
      'a claim',
      {
        kind: 'PersistentVolumeClaim',
        spec: { storageClassName: 'fast', volumeName: 'pvc-7f' },
      },
      { storageClassName: 'fast' },
    ],
    [
      'a Job',
      {
        kind: 'Job',
        spec: {
          selector: {
            matchLabels: { 'batch.kubernetes.io/controller-uid': '7f' },
          },
          template: {
            metadata: {
              labels: {
                ...labels,
                'batch.kubernetes.io/controller-uid': '7f',
                'controller-uid': '7f',
                'job-name': 'tiles',
              },
            },
            spec: { restartPolicy: 'Never' },
          },
        },
      },
      {
        template: {
          metadata: { labels },
          spec: { restartPolicy: 'Never' },
        },
      },
    ],
    [
      'a Job whose selector somebody chose',
      { kind: 'Job', spec: { manualSelector: true, selector: labels } },
      { manualSelector: true, selector: labels },
    ],
    [
      'a Deployment',
      { kind: 'Deployment', spec: { selector: { matchLabels: labels } } },
      { selector: { matchLabels: labels } },
    ],
  ])(
    'of %s has nothing that the cluster gave only this one',
    (_, object, spec) => {
      expect(withoutServerFields(object)).toEqual({ ...object, spec });
    },
  );

  it('is not missed where there is none', () => {
    expect(withoutServerFields({ kind: 'ConfigMap', data: {} })).toEqual({
      kind: 'ConfigMap',
      data: {},
    });
  });
});
