import {
  type ClusterObject,
  PARAMETERS_ANNOTATION,
  TEMPLATE_ANNOTATION,
  TEMPLATE_DIGEST_ANNOTATION,
} from '@mandate/plugin-mandate-common';
import type { JsonObject } from '@mandate/templates';
import canonicalize from 'canonicalize';
import { z } from 'zod';

const parametersSchema = z.record(z.string(), z.json());

/** The template a live workload was rendered from, as its annotations say. */
export interface RecordedTemplate {
  readonly name: string;
  readonly digest: string;
  readonly parameters: JsonObject;
}

/** The template a workload was rendered from; nothing when it was not, or the annotations are spoilt. */
export function recordedTemplate(
  workload: ClusterObject,
): RecordedTemplate | undefined {
  const { annotations } = workload.metadata;
  const name = annotations?.[TEMPLATE_ANNOTATION];
  const digest = annotations?.[TEMPLATE_DIGEST_ANNOTATION];
  const parameters = recordedParameters(workload);
  return name && digest && parameters
    ? { name, digest, parameters }
    : undefined;
}

/** The parameters a workload was rendered with. */
export function recordedParameters(
  workload: ClusterObject,
): JsonObject | undefined {
  const text = workload.metadata.annotations?.[PARAMETERS_ANNOTATION];
  if (text === undefined) {
    return undefined;
  }
  try {
    return parametersSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What records parameters. */
export function parametersAnnotation(
  parameters: JsonObject,
): Readonly<Record<string, string>> {
  return { [PARAMETERS_ANNOTATION]: canonicalize(parameters) ?? '{}' };
}

/** The workload with its parameters recorded anew. */
export function withParameters(
  workload: ClusterObject,
  parameters: JsonObject,
): ClusterObject {
  return {
    ...workload,
    metadata: {
      ...workload.metadata,
      annotations: {
        ...workload.metadata.annotations,
        ...parametersAnnotation(parameters),
      },
    },
  };
}
