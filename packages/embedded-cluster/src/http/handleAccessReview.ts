import { schemaOf } from '../schema/schema';
import { checkStructure } from '../schema/checkStructure';
import { parseObject } from './decodeObject';
import { contentTypeOf, readBody, Request } from './Request';

/** `kubectl auth can-i`: the holder of the token may do everything. */
export async function handleAccessReview(request: Request) {
  const body = parseObject(
    await readBody(request.incoming),
    contentTypeOf(request),
  );
  const schema = schemaOf(
    'io.k8s.api.authorization.v1.SelfSubjectAccessReview',
  );
  return {
    kind: 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: { creationTimestamp: null },
    spec: checkStructure(body, schema).value.spec ?? {},
    status: { allowed: true },
  };
}

/** Where the review is posted. */
handleAccessReview.path =
  '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
