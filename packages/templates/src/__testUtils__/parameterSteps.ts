import { z } from 'zod';
import { JsonObject } from '../json';
import {
  parameterGroups,
  parametersJsonSchema,
} from '../parameters/parametersJsonSchema';
import { Template } from '../template';

/** A form's steps for the groups of parameters. */
export function parameterSteps(template: Template): readonly JsonObject[] {
  const { properties, required } = z
    .object({
      properties: z.record(z.string(), z.json()),
      required: z.array(z.string()).default([]),
    })
    .parse(parametersJsonSchema(template));
  return parameterGroups(template).map(group => {
    const needed = required.filter(name => group.parameters.includes(name));
    return {
      title: group.title,
      ...(group.description && { description: group.description }),
      ...(needed.length > 0 && { required: needed }),
      properties: Object.fromEntries(
        group.parameters.map(name => [name, properties[name]]),
      ),
    };
  });
}
