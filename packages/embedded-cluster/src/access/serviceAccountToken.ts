import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What a token of a service account says. */
export interface AccountClaims {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly expires: Date;
}

const claimsSchema = z.object({
  exp: z.number(),
  'kubernetes.io': z.object({
    namespace: z.string(),
    serviceaccount: z.object({ name: z.string(), uid: z.string() }),
  }),
});

const HEADER = encode({ alg: 'HS256', typ: 'JWT' });

/** A signed token (RFC 7519) for a service account. The cluster's own token is the key. */
export function issueServiceAccountToken(
  { namespace, name, uid, expires }: AccountClaims,
  key: string,
): string {
  const claims: z.input<typeof claimsSchema> & { sub: string } = {
    sub: `system:serviceaccount:${namespace}:${name}`,
    exp: Math.floor(expires.getTime() / 1_000),
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
  };
  const signed = `${HEADER}.${encode(claims)}`;
  return `${signed}.${signature(signed, key)}`;
}

/** The service account of a token; undefined when the token is not ours, altered or expired. */
export function readServiceAccountToken(
  token: string,
  key: string,
  now: Date,
): AccountClaims | undefined {
  const [header, body, sign] = token.split('.');
  const expected = Buffer.from(signature(`${header}.${body}`, key));
  const given = Buffer.from(sign ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return undefined;
  }
  const claims = claimsSchema.safeParse(
    JSON.parse(Buffer.from(body, 'base64url').toString('utf8')),
  );
  if (!claims.success || claims.data.exp * 1_000 <= now.getTime()) {
    return undefined;
  }
  const { namespace, serviceaccount } = claims.data['kubernetes.io'];
  return {
    namespace,
    ...serviceaccount,
    expires: new Date(claims.data.exp * 1_000),
  };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signature(text: string, key: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
