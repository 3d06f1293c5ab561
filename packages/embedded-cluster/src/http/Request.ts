import { IncomingMessage, ServerResponse } from 'node:http';
import { User } from '../access/User';
import { ApiError, badRequest } from '../api/ApiError';
import {
  ObjectKey,
  Subresource,
  ResourceType,
} from '../resources/ResourceType';
import { ResourceRegistry } from '../resources/ResourceRegistry';

/** What a path addresses. */
export interface Target {
  readonly type: ResourceType;
  /** Empty for cluster-scoped kinds and for lists over all namespaces. */
  readonly namespace: string;
  /** Empty for collections. */
  readonly name: string;
  readonly subresource: Subresource | undefined;
}

/** One request on its way through the handlers. */
export interface Request {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly user: User;
}

const LARGEST_BODY_BYTES = 3 * 1024 * 1024;
const LONGEST_MANAGER = 128;

/** Finds what a path addresses, or undefined when no served resource has it. */
export function targetOf(
  path: string,
  resources: ResourceRegistry,
): Target | undefined {
  const [root, ...parts] = path.split('/').filter(Boolean).map(decodePart);
  const [group, version] =
    root === 'api' ? ['', parts.shift()] : [parts.shift(), parts.shift()];
  if ((root !== 'api' && root !== 'apis') || parts.length === 0) {
    return undefined;
  }
  const find = (plural: string) =>
    group !== undefined && version !== undefined
      ? resources.find(group, version, plural)
      : undefined;
  let namespace = '';
  if (parts[0] === 'namespaces' && parts.length > 2 && find(parts[2])) {
    namespace = parts[1];
    parts.splice(0, 2);
  }
  const [plural, name = '', subresource, ...rest] = parts;
  const type = find(plural);
  if (!type || rest.length > 0 || (type.namespaced && !namespace && name)) {
    return undefined;
  }
  const known = type.subresources.find(candidate => candidate === subresource);
  if (subresource && !known) {
    return undefined;
  }
  return { type, namespace, name, subresource: known };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest(`the path cannot be read at ${JSON.stringify(part)}`);
  }
}

/**
 * Reads a whole body as text.
 *
 * @throws ApiError 413 when it is larger than 3 MiB
 */
export async function readBody(incoming: IncomingMessage): Promise<string> {
  return (await readBytes(incoming)).toString('utf8');
}

/**
 * Reads a whole body.
 *
 * @throws ApiError 413 when it is larger than 3 MiB
 */
export async function readBytes(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > LARGEST_BODY_BYTES) {
      throw new ApiError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${LARGEST_BODY_BYTES}`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Who writes: the `fieldManager` parameter, else the client program's name. */
export function managerOf({ query, incoming }: Request): string {
  const named = query.get('fieldManager');
  if (named && named.length > LONGEST_MANAGER) {
    throw badRequest(
      `fieldManager must have at most ${LONGEST_MANAGER} characters`,
    );
  }
  const program = (incoming.headers['user-agent'] ?? 'unknown').split('/')[0];
  return named || program.slice(0, LONGEST_MANAGER);
}

/** Adds a warning to the answer's headers. */
export function warn({ response }: Request, text: string): void {
  const before = [response.getHeader('warning') ?? []].flat().map(String);
  response.setHeader('warning', [...before, `299 - ${JSON.stringify(text)}`]);
}

/** Whether a list is to go on as a watch. */
export function isWatch(query: URLSearchParams): boolean {
  return ['1', 'true'].includes(query.get('watch') ?? '');
}

/** Whether only a dry run is asked for. @throws ApiError 422 for anything but `All` */
export function isDryRun(query: URLSearchParams): boolean {
  const values = query.getAll('dryRun').filter(Boolean);
  if (values.some(value => value !== 'All')) {
    throw new ApiError(
      422,
      'Invalid',
      `dryRun: Unsupported value: ${JSON.stringify(
        values,
      )}: supported values: "All"`,
    );
  }
  return values.length > 0;
}

/** Answers with JSON; the content type may have been set before. */
export function sendJson(
  response: ServerResponse,
  code: number,
  body: unknown,
): void {
  const text = `${JSON.stringify(body)}\n`;
  if (!response.hasHeader('content-type')) {
    response.setHeader('content-type', 'application/json');
  }
  response.writeHead(code, {
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-cache, private',
  });
  response.end(text);
}

/** The content type without parameters, JSON when none is given. */
export function contentTypeOf(request: Request): string {
  return (request.incoming.headers['content-type'] ?? 'application/json')
    .split(';')[0]
    .trim();
}

/** Where the target is stored. */
export function keyOfTarget({ namespace, name }: Target): ObjectKey {
  return { namespace, name };
}
