import { configMap, RequestStep } from './ContractCase';

/** Creates a ConfigMap that lists and watches select; its version is kept as `versionNAME`. */
export const createLabelled = (name: string, labels = {}): RequestStep => ({
  request: 'POST /api/v1/namespaces/{ns}/configmaps',
  body: configMap(
    name,
    { key: 'value' },
    { labels: { test: 'yes', ...labels } },
  ),
  expect: {
    code: 201,
    save: { [`version${name.toUpperCase()}`]: 'metadata.resourceVersion' },
  },
});
