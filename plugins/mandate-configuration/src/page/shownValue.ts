import type { ConfigurationValueView } from '@mandate/plugin-mandate-common';

/** A value for people; undefined when there is none. */
export function shownValue(value: ConfigurationValueView): string | undefined {
  return value.state === 'set' ? valueText(value.value) : undefined;
}

/** Texts as they are, references to secrets as `secret name/key`, all else as JSON. */
export function valueText(value: unknown): string {
  const { secretRef } = Object(value);
  if (typeof secretRef?.name === 'string') {
    return `secret ${secretRef.name}/${secretRef.key}`;
  }
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}
