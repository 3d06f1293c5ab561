/** A value of a form: what it is and how it may be filled in. */
export interface FormField {
  readonly path: readonly string[];
  readonly title: string;
  readonly description?: string;
  readonly control:
    | { readonly type: 'text' }
    | { readonly type: 'switch' }
    | { readonly type: 'choice'; readonly options: readonly string[] }
    | {
        readonly type: 'number';
        readonly minimum?: number;
        readonly maximum?: number;
        readonly isWhole: boolean;
      };
}

/** Fields that stand together. */
export interface FormGroup {
  readonly title: string;
  readonly fields: readonly FormField[];
}

/** Deeper than anybody fills in; a schema that refers to itself ends here. */
const MOST_DEPTH = 6;

type Schema = Readonly<Record<string, unknown>>;

/**
 * The form of a JSON Schema: one group for each object at its top, with all simple values below it. Lists, references to
 * secrets and what has no type are left to the editor.
 */
export function formGroups(schema: Schema): readonly FormGroup[] {
  const groups = Object.entries(objectAt(schema, 'properties')).map(
    ([key, child]) => {
      const fields = fieldsOf([key], child, 1);
      return { title: titleOf(key, child), fields };
    },
  );
  const single = groups.filter(
    ({ fields }) => fields.length === 1 && fields[0].path.length === 1,
  );
  const others = groups.filter(
    group => group.fields.length > 0 && !single.includes(group),
  );
  const general = single.flatMap(({ fields }) => fields);
  return general.length > 0
    ? [{ title: '', fields: general }, ...others]
    : others;
}

function fieldsOf(
  path: readonly string[],
  schema: unknown,
  depth: number,
): readonly FormField[] {
  if (!isSchema(schema) || depth > MOST_DEPTH || schema['x-secret'] === true) {
    return [];
  }
  const properties = objectAt(schema, 'properties');
  if (schema.type === 'object') {
    return Object.entries(properties).flatMap(([key, child]) =>
      fieldsOf([...path, key], child, depth + 1),
    );
  }
  const control = controlOf(schema);
  const { description } = schema;
  return control
    ? [
        {
          path,
          title: titleOf(path[path.length - 1], schema),
          ...(typeof description === 'string' ? { description } : {}),
          control,
        },
      ]
    : [];
}

function controlOf(schema: Schema): FormField['control'] | undefined {
  const { type, enum: options, minimum, maximum } = schema;
  if (Array.isArray(options)) {
    return options.every(option => typeof option === 'string')
      ? { type: 'choice', options: options.map(String) }
      : undefined;
  }
  switch (type) {
    case 'boolean':
      return { type: 'switch' };
    case 'string':
      return { type: 'text' };
    case 'integer':
    case 'number':
      return {
        type: 'number',
        isWhole: type === 'integer',
        ...(typeof minimum === 'number' ? { minimum } : {}),
        ...(typeof maximum === 'number' ? { maximum } : {}),
      };
    default:
      return undefined;
  }
}

function titleOf(key: string, schema: unknown): string {
  return isSchema(schema) && typeof schema.title === 'string'
    ? schema.title
    : key;
}

function objectAt(schema: Schema, key: string): Schema {
  const found = schema[key];
  return isSchema(found) ? found : {};
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every key that a schema names, with its title; for completing. */
export function schemaKeys(
  schema: Schema,
): readonly { readonly key: string; readonly detail: string }[] {
  const found = new Map<string, string>();
  visit(schema, 0);
  return [...found].map(([key, detail]) => ({ key, detail }));

  function visit(current: unknown, depth: number): void {
    if (!isSchema(current) || depth > MOST_DEPTH) {
      return;
    }
    for (const [key, child] of Object.entries(
      objectAt(current, 'properties'),
    )) {
      found.set(key, titleOf(key, child));
      visit(child, depth + 1);
    }
    visit(current.items, depth + 1);
  }
}

/** Every value that a schema lets choose, for completing. */
export function schemaChoices(schema: unknown): readonly string[] {
  const found = new Set<string>();
  visit(schema, 0);
  return [...found];

  function visit(current: unknown, depth: number): void {
    if (!isSchema(current) || depth > MOST_DEPTH * 2) {
      return;
    }
    if (Array.isArray(current.enum)) {
      current.enum.forEach(option => found.add(String(option)));
    }
    Object.values(objectAt(current, 'properties')).forEach(child =>
      visit(child, depth + 1),
    );
    visit(current.items, depth + 1);
  }
}
