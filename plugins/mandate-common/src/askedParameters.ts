import type { TemplateView } from './templateViews';

/**
 * What has to be known of a template to tell which of its parameters are asked.
 *
 * @public
 */
export type AskingTemplate = Pick<TemplateView, 'schema' | 'conditions'>;

/**
 * The values of those parameters that are asked, as the form shows them. A value that was filled in before its parameter
 * went out of the form is left out, so that the default holds; so is one that somebody sends for what is not asked.
 *
 * @public
 */
export function askedParameters(
  values: Readonly<Record<string, unknown>>,
  { schema, conditions = {} }: AskingTemplate,
): Readonly<Record<string, unknown>> {
  const valueOf = (name: string): unknown => {
    const value = ownValue(values, name);
    return value === undefined || value === null || value === ''
      ? defaultOf(schema, name)
      : value;
  };
  const isAsked = (name: string, through: readonly string[]): boolean => {
    const condition = ownValue(conditions, name);
    return (
      condition === undefined ||
      // A template whose parameters wait for each other is refused when it is saved; this only keeps a faulty one finite.
      (!through.includes(name) &&
        valueOf(condition.parameter) === condition.equals &&
        isAsked(condition.parameter, [...through, name]))
    );
  };
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => isAsked(name, [])),
  );
}

function defaultOf(schema: TemplateView['schema'], name: string): unknown {
  const property = ownValue(recordOf(schema.properties), name);
  return recordOf(property).default;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function ownValue<T>(
  record: Readonly<Record<string, T>>,
  name: string,
): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
