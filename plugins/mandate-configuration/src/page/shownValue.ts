import type { ConfigurationValueView } from '@mandate/plugin-mandate-common';

/** A value for people; undefined when there is none. */
export function shownValue(value: ConfigurationValueView): string | undefined {
  return value.state === 'set' ? valueText(value.value) : undefined;
}

/** Texts as they are, all else as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}
