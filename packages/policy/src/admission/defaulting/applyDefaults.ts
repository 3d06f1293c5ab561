import { decodeStruct } from './decodeWire';
import { defaulters } from './defaulters';
import { encodeStruct } from './encodeWire';
import { type JsonObject, jsonObjectOf, stringAt } from './jsonObject';
import { structOfKind } from './wireShape';

/** Whoever creates another object cannot say its status. */
const keepsStatus: ReadonlySet<string> = new Set(['Node']);

/**
 * What a policy in a Kubernetes 1.36 cluster sees of a manifest that is created: a copy with the defaults of its kind
 * and what the admission plugins of every cluster add, without fields that its kind does not have, and with quantities
 * as the API server writes them. Kinds that are not built in come back as they are.
 *
 * Left out is what only a cluster can know: system metadata (`uid`, `creationTimestamp`, `generation`), addresses and
 * node ports, the default storage and ingress class, limit ranges, the selector of a job.
 *
 * @public
 */
export function applyDefaults(
  object: Readonly<Record<string, unknown>>,
): JsonObject {
  const apiVersion = stringAt(object, 'apiVersion');
  const kind = stringAt(object, 'kind');
  const struct = structOfKind(apiVersion, kind);
  if (struct === undefined) {
    return jsonObjectOf(object);
  }
  const decoded = decodeStruct(struct, object);
  if (!keepsStatus.has(kind)) {
    delete decoded.status;
  }
  defaulters.get(`${apiVersion} ${kind}`)?.(decoded);
  return encodeStruct(struct, decoded);
}
