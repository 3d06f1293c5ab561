/** A small template: a ConfigMap with a size that has a default. */
export function templateFile(options: {
  readonly size: number;
  readonly name?: string;
}): string {
  const { size, name = 'queue' } = options;
  return `apiVersion: kro.run/v1alpha1
kind: ResourceGraphDefinition
metadata:
  name: ${name}
  annotations:
    mandate.dev/title: Queue
    mandate.dev/description: Holds messages until somebody takes them.
    mandate.dev/container-type: utility
    mandate.dev/owner: group:default/platform
    mandate.dev/keywords: '[queue, messages]'
spec:
  schema:
    apiVersion: v1alpha1
    kind: Queue
    spec:
      size: integer | default=${size} minimum=1 maximum=9
  resources:
    - id: settings
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: '\${schema.metadata.name}' }
        data: { size: '\${string(schema.spec.size)}' }
`;
}
