import { InputError } from '@backstage/errors';
import type {
  ServiceAnswer,
  ServiceRequest,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import type { KnownCluster } from './ClusterRegistry';
import { refusal } from './refusal';

const MOST_BYTES = 64 * 1024;
/** As Kubernetes names Services and their ports: nothing of it is an address. */
const SERVICE_NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const PORT = /^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;

/** What the API server itself answers when it cannot pass a request on. */
const ownAnswerSchema = z.object({
  kind: z.literal('Status'),
  apiVersion: z.literal('v1'),
  message: z.string().default(''),
});

/** A GET through the API server's proxy of Services. Rejects as `ClusterAccess` does. */
export async function askService(
  { connection, configured }: KnownCluster,
  request: ServiceRequest,
): Promise<ServiceAnswer> {
  const { status, text } = await connection.ask({
    path: pathOf(request),
    timeoutMs: request.timeoutMs,
    mostBytes: MOST_BYTES,
  });
  const own = ownAnswerSchema.safeParse(parsed(text));
  if (!own.success) {
    return { type: 'answered', status, body: text };
  }
  if ([401, 403].includes(status)) {
    throw refusal(configured.name, { status, body: parsed(text) });
  }
  return {
    type: 'unreachable',
    words: own.data.message.slice(0, 300) || `Status ${status}.`,
  };
}

/** The URL is resolved once more when it is sent: what would be resolved to anything else is refused here. */
function pathOf({ namespace, service, port, path }: ServiceRequest): string {
  const whole = `/api/v1/namespaces/${namespace}/services/${service}:${port}/proxy${path}`;
  const resolved = URL.canParse(whole, 'http://cluster')
    ? new URL(whole, 'http://cluster')
    : undefined;
  if (
    !SERVICE_NAME.test(service) ||
    !PORT.test(port) ||
    !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace) ||
    !path.startsWith('/') ||
    resolved?.host !== 'cluster' ||
    resolved.pathname + resolved.search !== whole ||
    /%2e|%2f|%5c|\/\//i.test(path)
  ) {
    throw new InputError(
      `'${path}' of the Service '${service}' is not asked: it is no plain path below that Service.`,
    );
  }
  return whole;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
