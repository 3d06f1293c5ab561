import { accessOfRequest } from './accessOfRequest';

it.each([
  ['GET', '/api/v1/namespaces', 'list namespaces'],
  ['GET', '/api/v1/namespaces/shop', 'get namespaces'],
  ['GET', '/api/v1/namespaces/shop/pods?limit=500', 'list pods'],
  ['GET', '/api/v1/pods?watch=true', 'watch pods'],
  ['GET', '/api/v1/namespaces/shop/pods/a', 'get pods'],
  ['GET', '/api/v1/namespaces/shop/pods/a/log?tail=1', 'get pods/log'],
  ['POST', '/api/v1/namespaces/shop/pods/a/eviction', 'create pods/eviction'],
  [
    'GET',
    '/api/v1/namespaces/shop/services/checkout:http/proxy/orders/1',
    'get services/proxy',
  ],
  ['PATCH', '/api/v1/nodes/one', 'patch nodes'],
  [
    'PATCH',
    '/apis/apps/v1/namespaces/a/deployments/b',
    'patch apps/deployments',
  ],
  [
    'DELETE',
    '/apis/apps/v1/namespaces/a/deployments/b',
    'delete apps/deployments',
  ],
  ['GET', '/apis/apps/v1', undefined],
  ['GET', '/api/v1', undefined],
  ['GET', '/version', undefined],
])('%s %s needs %s', (method, path, words) => {
  const access = accessOfRequest(method, path);
  const group = access?.group ? `${access.group}/` : '';
  expect(access && `${access.verb} ${group}${access.resource}`).toBe(words);
});
