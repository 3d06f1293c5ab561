import { mandateEnvironment } from '../../expressions/knownEnvironments';
import type { Shape } from '../../expressions/shape';
import { mandateSpecSchema } from '../mandateSpec';
import { meaningOf } from './fieldMeanings';
import { schemaFields } from './schemaFields';

/** The reference of mandates as Markdown: the fields of `spec`, and what conditions read. Made of the schema, so it cannot be out of date. */
export function mandateReference(): string {
  return `# Mandate reference

<!-- Generated from the schema by \`yarn workspace @mandate/policy reference\`: edit the schema or its meanings, not this file. -->

A mandate says what automation may do without asking. It is a YAML document of kind \`Mandate\` that the catalog reads:

\`\`\`yaml
apiVersion: mandate.dev/v1alpha1
kind: Mandate
metadata: { name: core-services, title: Core service containers }
spec:
  owner: group:default/platform
  appliesTo: { containerTypes: [core-service], environments: [dev] }
  limits: { replicas: 10, monthlyCost: 500 }
  budgets: [{ changes: [restart], perTarget: 5, window: PT1H }]
  grants:
    - changes: [deploy, scale, restart]
      when: risk.level == 'low'
      oversight: autonomous
  review: { every: P3M, by: group:default/security }
\`\`\`

Several mandates may cover a target: the strictest decides, and what they require is united. Where none does, or something
is unknown or in error, a person decides. Unknown fields are errors. More examples: [examples/mandates](../examples/mandates).

A version comes into force when it is approved: what the catalog shows, or what somebody proposes on the mandate's page, is a change
of kind \`change-mandate\` that the mandate's owner and the approvers of all mandates (\`mandate.mandates.approvers\`) decide. A mandate
that leaves the catalog grants nothing by itself, and limits and forbids until its removal is approved.

## Fields of \`spec\`

| Field | Holds | Meaning |
| --- | --- | --- |
${schemaFields(mandateSpecSchema)
  .map(
    ({ path, holds, required }) =>
      `| \`${path}\` | ${holds}${required ? '; required' : ''} | ${
        meaningOf(path) ?? ''
      } |`,
  )
  .join('\n')}

## What conditions read

A condition (\`when\`) is an expression in [CEL](https://cel.dev) whose value is yes or no. \`plan.within(limits)\` says
whether all limits of the mandate hold. A fact that may be absent is asked for with \`has(plan.version)\`.

| Fact | Holds |
| --- | --- |
${factsBelow(mandateEnvironment.variables, '')
  .map(({ path, holds }) => `| \`${path}\` | ${holds} |`)
  .join('\n')}
`;
}

function factsBelow(
  shapes: Readonly<Record<string, Shape>>,
  prefix: string,
): readonly { readonly path: string; readonly holds: string }[] {
  return Object.entries(shapes).flatMap(([name, shape]) => {
    const path = `${prefix}${name}`;
    return typeof shape === 'object' && 'fields' in shape
      ? factsBelow(shape.fields, `${path}.`)
      : [{ path, holds: shapeWords(shape) }];
  });
}

function shapeWords(shape: Shape): string {
  if (typeof shape === 'string') {
    return shape;
  }
  if ('oneOf' in shape) {
    return `one of ${shape.oneOf.map(value => `\`${value}\``).join(', ')}`;
  }
  if ('listOf' in shape) {
    return `list of ${shapeWords(shape.listOf)}`;
  }
  return 'mapOf' in shape
    ? `map of ${shapeWords(shape.mapOf)}`
    : `fields ${Object.keys(shape.fields)
        .map(name => `\`${name}\``)
        .join(', ')}`;
}
