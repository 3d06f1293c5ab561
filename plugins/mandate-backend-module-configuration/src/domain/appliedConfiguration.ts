import type { JsonObject, JsonValue } from '@mandate/configuration';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  type RenderedConfiguration,
  renderConfiguration,
  textDigest,
} from './renderConfiguration';

/** Keys of the ConfigMap that holds what was applied. */
export const TEXT_KEY = 'configuration.yaml';
/** The text's digest when it was applied: what differs from it was changed by somebody else. */
export const DIGEST_KEY = 'digest';

const dataSchema = z.object({
  [TEXT_KEY]: z.string(),
  [DIGEST_KEY]: z.string(),
});

/** The ConfigMap that holds what was applied to a workload. */
export function configMapName(workload: string): string {
  return `${workload}-configuration`;
}

/** What was applied, as the cluster has it now. */
export interface AppliedConfiguration {
  readonly text: string;
  /** Whether the text is what was applied. */
  readonly isAsApplied: boolean;
  /** Undefined when the text is no YAML any more. */
  readonly value: JsonValue | undefined;
}

/** Reads the ConfigMap; undefined when nothing was ever applied. */
export function readApplied(
  live: ClusterObject | undefined,
): AppliedConfiguration | undefined {
  const parsed = dataSchema.safeParse(live?.data);
  if (!parsed.success) {
    return undefined;
  }
  const text = parsed.data[TEXT_KEY];
  const value = z.json().safeParse(parseYaml(text));
  return {
    text,
    isAsApplied: textDigest(text) === parsed.data[DIGEST_KEY],
    value: value.success ? value.data : undefined,
  };
}

/** How git stands to the cluster. */
export type Standing = 'in-step' | 'not-applied' | 'drifted' | 'nothing-there';

/** Compares git, what was applied, and what is live. */
export function standingOf(
  rendered: RenderedConfiguration,
  applied: AppliedConfiguration | undefined,
): Standing {
  if (!applied) {
    return 'nothing-there';
  }
  if (!applied.isAsApplied) {
    return 'drifted';
  }
  return applied.text === rendered.text ? 'in-step' : 'not-applied';
}

/** Input of the kind `configure` that brings a rendered configuration to a workload. */
export function configureInput(options: {
  readonly workload: string;
  readonly rendered: RenderedConfiguration;
  readonly applied: AppliedConfiguration | undefined;
  readonly schema: JsonObject;
}): Readonly<Record<string, unknown>> {
  const { workload, rendered, applied, schema } = options;
  const { text, digest, variables, secretVariables } = rendered;
  const before =
    applied?.value === undefined
      ? []
      : namesOf(renderConfiguration(applied.value, schema));
  const now = namesOf(rendered);
  const unset = before.filter(name => !now.includes(name));
  return {
    configMap: {
      name: configMapName(workload),
      set: { [TEXT_KEY]: text, [DIGEST_KEY]: digest },
    },
    ...(now.length > 0 || unset.length > 0
      ? { env: { set: variables, secrets: secretVariables, unset } }
      : {}),
  };
}

/** Names of the variables that a configuration becomes. */
function namesOf({
  variables,
  secretVariables,
}: RenderedConfiguration): readonly string[] {
  return [...Object.keys(variables), ...Object.keys(secretVariables)];
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
