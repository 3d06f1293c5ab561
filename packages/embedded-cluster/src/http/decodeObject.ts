import { parseDocument } from 'yaml';
import { ApiError, badRequest } from '../api/ApiError';
import { isJsonObject, JsonObject } from '../model/KubernetesObject';
import { apiVersionOf, ResourceType } from '../resources/ResourceType';
import { checkStructure } from '../schema/checkStructure';
import { schemaOf } from '../schema/schema';
import { Request, warn } from './Request';

/** Parses JSON, or YAML when the content type says so. @throws ApiError 400 when the text is neither, or no object; 415 for binary forms */
export function parseObject(text: string, contentType: string): JsonObject {
  if (contentType.includes('protobuf') || contentType.includes('cbor')) {
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      `the embedded cluster reads JSON and YAML here, not ${contentType}`,
    );
  }
  const value = contentType.includes('yaml')
    ? parseYaml(text)
    : parseJson(text);
  if (!isJsonObject(value)) {
    throw badRequest('the body of the request must be an object');
  }
  return value;
}

/** Parses JSON. @throws ApiError 400 when it is none */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `the body of the request was in an unknown format - not valid JSON: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}

/**
 * Reads a body as an object of a kind. Fields the kind does not have are refused, warned about in the response's headers or
 * dropped silently, as the `fieldValidation` parameter asks (`Warn` without one).
 *
 * @throws ApiError 400 when kind or version differ, a type is wrong, or a field is unknown and validation is strict
 */
export function decodeObject(
  request: Request,
  type: Pick<
    ResourceType,
    'group' | 'version' | 'kind' | 'schemaId' | 'defined'
  >,
  body: JsonObject,
): JsonObject {
  const { kind = type.kind, apiVersion = apiVersionOf(type) } = body;
  if (kind !== type.kind || apiVersion !== apiVersionOf(type)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${type.kind}): it is ${kind} in version "${apiVersion}"`,
    );
  }
  const { value, unknownFields, typeErrors } = checkStructure(
    body,
    schemaOf(type),
  );
  const subject = `${type.kind} in version "${type.version}" cannot be handled as a ${type.kind}`;
  // of defined kinds, types are a part of validation
  if (typeErrors.length > 0 && !type.defined) {
    throw badRequest(`${subject}: ${typeErrors.join(', ')}`);
  }
  const validation = request.query.get('fieldValidation') || 'Warn';
  if (!['Strict', 'Warn', 'Ignore'].includes(validation)) {
    throw new ApiError(
      422,
      'Invalid',
      `fieldValidation: Unsupported value: "${validation}": supported values: "Ignore", "Strict", "Warn"`,
    );
  }
  const complaints = unknownFields.map(field => `unknown field "${field}"`);
  if (complaints.length > 0 && validation === 'Strict') {
    throw badRequest(
      `${subject}: strict decoding error: ${complaints.join(', ')}`,
    );
  }
  if (complaints.length > 0 && validation === 'Warn') {
    complaints.forEach(text => warn(request, text));
  }
  return { ...value, kind, apiVersion };
}

function parseYaml(text: string): unknown {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new ApiError(
      400,
      'BadRequest',
      `error decoding YAML: ${document.errors[0].message}`,
    );
  }
  return document.toJS({ maxAliasCount: 100 });
}
