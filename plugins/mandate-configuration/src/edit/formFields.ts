const referenceKinds = ['service', 'port', 'endpoint'] as const;
/** What a text can name; `x-reference` of the schema says which. */
export type ReferenceKind = (typeof referenceKinds)[number];

/** A value of a form: what it is and how it may be filled in. */
export interface FormField {
  readonly path: readonly string[];
  readonly title: string;
  readonly description?: string;
  readonly control:
    | { readonly type: 'text' }
    /** The name of something that must be there. */
    | { readonly type: 'reference'; readonly to: ReferenceKind }
    /** A reference to a key of a Secret. */
    | { readonly type: 'secret' }
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
 * The form of a JSON Schema: one group for each object at its top, with all simple values and references to secrets below
 * it. Lists and what has no type are left to the editor.
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
  if (!isSchema(schema) || depth > MOST_DEPTH) {
    return [];
  }
  const properties = objectAt(schema, 'properties');
  if (schema.type === 'object' && schema['x-secret'] !== true) {
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
  if (schema['x-secret'] === true) {
    return { type: 'secret' };
  }
  const to = referenceKinds.find(kind => kind === schema['x-reference']);
  if (to && type === 'string') {
    return { type: 'reference', to };
  }
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
