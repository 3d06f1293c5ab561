import type { InputField, InputForm } from '@mandate/plugin-mandate-common';
import { z } from 'zod';

/** The part of JSON Schema that forms are made of; everything else is asked for as data. */
const propertySchema = z.looseObject({
  type: z.string().optional().catch(undefined),
  enum: z.array(z.string()).optional().catch(undefined),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
const objectSchema = z.looseObject({
  properties: z.record(z.string(), propertySchema).default({}),
  required: z.array(z.string()).default([]),
});
const documentSchema = z.union([
  z.looseObject({ anyOf: z.array(objectSchema).min(1) }),
  objectSchema,
]);

/** The ways to fill in what a change kind takes: one, or one for each member of a union. */
export function inputForms(inputSchema: z.ZodType): readonly InputForm[] {
  const document = documentSchema.parse(
    z.toJSONSchema(inputSchema, { io: 'input', unrepresentable: 'any' }),
  );
  const objects =
    'anyOf' in document
      ? z.array(objectSchema).parse(document.anyOf)
      : [objectSchema.parse(document)];
  return objects.map(formOf);
}

function formOf({
  properties,
  required,
}: z.output<typeof objectSchema>): InputForm {
  const fields = Object.entries(properties)
    .map(([name, property]) => fieldOf(name, property, required.includes(name)))
    .toSorted((a, b) => Number(b.required) - Number(a.required));
  return { name: fields[0]?.name ?? '', fields };
}

function fieldOf(
  name: string,
  property: z.output<typeof propertySchema>,
  required: boolean,
): InputField {
  if (property.enum) {
    return { name, required, type: 'choice', options: property.enum };
  }
  switch (property.type) {
    case 'string':
      return { name, required, type: 'text' };
    case 'boolean':
      return { name, required, type: 'boolean' };
    case 'number':
    case 'integer':
      return {
        name,
        required,
        type: 'number',
        ...bound('minimum', property.minimum),
        ...bound('maximum', property.maximum),
      };
    default:
      return { name, required, type: 'data' };
  }
}

/** Bounds that only say "a safe integer" are none for people. */
function bound(name: 'minimum' | 'maximum', value: number | undefined) {
  return value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER
    ? {}
    : { [name]: value };
}
