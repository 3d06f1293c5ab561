import { JsonObject } from '../model/KubernetesObject';

/** A server-side apply as a field manager; further parameters may be in the path. */
export function apply(path: string, manager: string, body: JsonObject) {
  return {
    request: `PATCH ${path}${
      path.includes('?') ? '&' : '?'
    }fieldManager=${manager}`,
    contentType: 'application/apply-patch+yaml',
    body,
  };
}
