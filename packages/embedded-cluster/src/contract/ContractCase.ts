import { JsonObject, JsonValue } from '../model/KubernetesObject';

/**
 * A statement about the Kubernetes API that holds on every conforming server, as data. `{ns}` in paths and bodies is a namespace of
 * the case's own; `{name}` is a value that an earlier step saved as `name`.
 */
export interface ContractCase {
  /** The rule, as a sentence. */
  readonly rule: string;
  readonly steps: readonly Step[];
  /** How long to wait at least for what controllers do; for what happens once a minute. */
  readonly patienceMs?: number;
  /** Paths to delete after the case, whatever came of it: what it left outside its namespace. */
  readonly leftovers?: readonly string[];
}

/** One request and what must come back. */
export interface RequestStep {
  /** Method and path with query, such as `POST /api/v1/namespaces/{ns}/configmaps`. */
  readonly request: string;
  readonly body?: JsonValue;
  /** JSON without it. */
  readonly contentType?: string;
  readonly accept?: string;
  /** A user to impersonate, with no groups but `system:authenticated`. */
  readonly as?: string;
  readonly expect: Expectation;
  /** Ask again until the expectation holds; for what controllers do. */
  readonly eventually?: true;
}

/** A watch and the events that must come, in this order, possibly with others between them. */
export interface WatchStep {
  /** The path with query. */
  readonly watch: string;
  readonly accept?: string;
  readonly events: readonly Pattern[];
  /** Done once the watch is open. */
  readonly meanwhile?: readonly RequestStep[];
}

export type Step = RequestStep | WatchStep;

/** What an answer must be. */
export interface Expectation {
  readonly code: number;
  readonly body?: Pattern;
  /** Paths that must not be in the answer, such as `metadata.labels.app`. */
  readonly absent?: readonly string[];
  /** Values to keep for later steps: name → path in the answer. */
  readonly save?: Readonly<Record<string, string>>;
}

/**
 * A pattern of JSON: objects may have more fields than it names, everything else must be equal. In strings, `*` alone stands for
 * any value that is there, and `~` before a text makes it a regular expression for texts and numbers. `{ $has: [...] }` means a
 * list with, among others, items like these.
 */
export type Pattern = JsonValue;

/** How a server is reached. */
export interface ContractConnection {
  readonly url: string;
  readonly token: string;
  readonly ca: string;
}

/** A ConfigMap's body. */
export function configMap(
  name: string,
  data: JsonObject = { key: 'value' },
  metadata: JsonObject = {},
) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...metadata },
    data,
  };
}

/** A Deployment's body with one container named `main`. */
export function deployment(
  name: string,
  spec: JsonObject = {},
  container: JsonObject = {},
) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [
            { name: 'main', image: 'mandate.test/workload:v1', ...container },
          ],
        },
      },
      ...spec,
    },
  };
}
