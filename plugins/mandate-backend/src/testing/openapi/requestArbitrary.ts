import fc from 'fast-check';
import type { Operation } from './operations';
import { hostileText, hostileValue, valueOf } from './valueArbitrary';

/** More than any parameter takes. */
const MOST_REPEATED = 30;

/** A request as it goes over the wire, below the API's prefix. */
export interface ApiRequest {
  readonly operation: string;
  readonly method: Operation['method'];
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
}

/** Requests as the document wants them. */
export function wellFormedRequest(
  operation: Operation,
): fc.Arbitrary<ApiRequest> {
  return requestOf(operation, {
    text: schema => valueOf(schema).map(String),
    isOptionalSent: false,
    body: operation.body && valueOf(operation.body),
  });
}

/** Requests with something wrong: in the path, the query, or anywhere in the body. */
export function malformedRequest(
  operation: Operation,
): fc.Arbitrary<ApiRequest> {
  const { body } = operation;
  return requestOf(operation, {
    text: schema =>
      fc.oneof(
        { weight: 2, arbitrary: hostileText },
        { weight: 1, arbitrary: valueOf(schema).map(String) },
      ),
    isOptionalSent: true,
    body: body && fc.oneof(damaged(valueOf(body)), hostileValue),
  });
}

function requestOf(
  { id, method, path, parameters }: Operation,
  values: {
    readonly text: (
      schema: Operation['parameters'][number]['schema'],
    ) => fc.Arbitrary<string>;
    readonly isOptionalSent: boolean;
    readonly body?: fc.Arbitrary<unknown>;
  },
): fc.Arbitrary<ApiRequest> {
  const sent = parameters.filter(
    ({ required }) => required || values.isOptionalSent,
  );
  return fc
    .record({
      texts: fc.tuple(
        ...sent.map(({ schema }) => {
          const text = values.text(schema);
          return values.isOptionalSent && schema.type === 'array'
            ? fc.array(text, { maxLength: MOST_REPEATED })
            : text.map(one => [one]);
        }),
      ),
      body: values.body ?? fc.constant(undefined),
    })
    .map(({ texts, body }) => {
      let filled = path;
      const query = new URLSearchParams();
      sent.forEach((parameter, index) => {
        const given = texts[index] ?? [];
        if (parameter.in === 'path') {
          const [text = ''] = given;
          // An empty part of a path, or one of dots, would be another path.
          const part = /^\.*$/.test(text) ? 'none' : wellFormed(text);
          filled = filled.replace(`{${parameter.name}}`, () =>
            encodeURIComponent(part),
          );
        } else {
          given.forEach(text => query.append(parameter.name, wellFormed(text)));
        }
      });
      const search = query.toString();
      return {
        operation: id,
        method,
        path: search ? `${filled}?${search}` : filled,
        body,
      };
    });
}

/** One part of the value, anywhere in it, is replaced by something hostile, or is missing. */
function damaged(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(value, hostileValue, fc.infiniteStream(fc.nat({ max: 1_000 })))
    .map(([whole, bad, choices]) => {
      const damage = (part: unknown): unknown => {
        const keys =
          typeof part === 'object' && part !== null ? Object.keys(part) : [];
        const choice = Number(choices.next().value);
        const key = keys[choice % (keys.length + 1)];
        if (key === undefined) {
          return bad;
        }
        const entries = Object.entries(Object(part));
        return Array.isArray(part)
          ? part.map((each, index) => (String(index) === key ? bad : each))
          : Object.fromEntries(
              entries.map(([name, each]) => [
                name,
                name === key ? damage(each) : each,
              ]),
            );
      };
      return damage(whole);
    });
}

/** Halves of surrogate pairs cannot be sent. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
