import { timingSafeEqual } from 'node:crypto';
import { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { SERVICE_ACCOUNTS } from '../resources/resourceTable';
import { authorizerOf } from './authorizerOf';
import { readServiceAccountToken } from './serviceAccountToken';
import { ADMIN, serviceAccountUser, User, userNamed } from './User';

/**
 * Who sends a request: the holder of the cluster's token, or a service account by a token that was issued here; or whom they
 * impersonate.
 *
 * @throws ApiError 401 without a valid token, 403 when they may not impersonate
 */
export function authenticate(
  headers: IncomingHttpHeaders,
  clusterToken: string,
  objects: ObjectApi,
): User {
  const user = bearer(headers.authorization ?? '', clusterToken, objects);
  const name = headers['impersonate-user'];
  if (typeof name !== 'string' || !name) {
    return user;
  }
  const { allowed } = authorizerOf(
    objects,
    user,
  )({
    kind: 'resource',
    group: '',
    resource: 'users',
    subresource: '',
    namespace: '',
    name,
    fieldSelector: '',
    labelSelector: '',
    verb: 'impersonate',
  });
  if (!allowed) {
    throw new ApiError(
      403,
      'Forbidden',
      `users "${name}" is forbidden: User "${user.name}" cannot impersonate resource "users" in API group "" at the cluster scope`,
    );
  }
  return userNamed(name, headerList(headers['impersonate-group']));
}

function bearer(
  authorization: string,
  clusterToken: string,
  objects: ObjectApi,
): User {
  const given = Buffer.from(authorization);
  const wanted = Buffer.from(`Bearer ${clusterToken}`);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) {
    return ADMIN;
  }
  const account = readServiceAccountToken(
    authorization.slice('Bearer '.length),
    clusterToken,
    objects.environment.now(),
  );
  const live = account && objects.find(SERVICE_ACCOUNTS, account);
  if (!live || live.metadata.uid !== account.uid) {
    throw new ApiError(401, 'Unauthorized', 'Unauthorized');
  }
  return serviceAccountUser(account.namespace, account.name);
}

function headerList(header: string | string[] | undefined): string[] {
  return [header ?? []].flat().flatMap(value => value.split(/,\s*/));
}
