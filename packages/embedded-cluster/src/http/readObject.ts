import { JsonObject } from '../model/KubernetesObject';
import { decodeProtobuf } from '../protobuf/decodeProtobuf';
import { parseObject } from './decodeObject';
import { contentTypeOf, readBytes, Request } from './Request';

const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/**
 * Reads a request's body as an object: JSON, YAML or Kubernetes' protobuf, as the content type says.
 *
 * @throws ApiError 400 when it cannot be read, 413 when it is too large, 415 for another form
 */
export async function readObject(request: Request): Promise<JsonObject> {
  return objectFrom(await readBytes(request.incoming), request);
}

/** The same for a body that may be left out, which means an empty object. */
export async function readOptionalObject(
  request: Request,
): Promise<JsonObject> {
  const bytes = await readBytes(request.incoming);
  return bytes.length === 0 ? {} : objectFrom(bytes, request);
}

function objectFrom(bytes: Buffer, request: Request): JsonObject {
  const contentType = contentTypeOf(request);
  return contentType === PROTOBUF
    ? decodeProtobuf(bytes)
    : parseObject(bytes.toString('utf8'), contentType);
}
