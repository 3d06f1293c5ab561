import { z } from 'zod';
import { issueServiceAccountToken } from '../access/serviceAccountToken';
import { ObjectApi } from '../api/ObjectApi';
import { timestamp } from '../api/newObject';
import { SERVICE_ACCOUNTS } from '../resources/resourceTable';
import type { Written } from './handleWrite';
import { readObject } from './readObject';
import { keyOfTarget, Request, Target } from './Request';

const LONGEST_S = 365 * 24 * 3_600;
const tokenRequest = z.looseObject({
  spec: z
    .looseObject({
      expirationSeconds: z
        .number()
        .int()
        .min(600)
        .max(LONGEST_S)
        .default(3_600),
    })
    .default({ expirationSeconds: 3_600 }),
});

/** `kubectl create token`: a token with which a service account can sign in here. */
export async function handleToken(
  objects: ObjectApi,
  request: Request,
  target: Target,
  clusterToken: string,
): Promise<Written> {
  const body = await readObject(request);
  const { spec } = tokenRequest.parse(body);
  const { metadata } = objects.get(SERVICE_ACCOUNTS, keyOfTarget(target));
  const expires = new Date(
    objects.environment.now().getTime() + spec.expirationSeconds * 1_000,
  );
  const { name, namespace = '', uid } = metadata;
  return {
    code: 201,
    object: {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { name, namespace, creationTimestamp: null },
      spec,
      status: {
        token: issueServiceAccountToken(
          { namespace, name, uid, expires },
          clusterToken,
        ),
        expirationTimestamp: timestamp(expires),
      },
    },
  };
}
