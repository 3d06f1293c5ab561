/** What a test's template differs in from the smallest good one. */
export interface DocumentParts {
  readonly annotations?: string;
  /** Lines of `spec.schema.spec`. */
  readonly parameters?: string;
  /** Further lines of `spec.schema`. */
  readonly schema?: string;
  /** Items of `spec.resources`. */
  readonly resources?: string;
}

/** A template text: a ConfigMap named by the instance, unless the parts say otherwise. Parts are indented as needed. */
export function templateText(parts: DocumentParts = {}): string {
  return `apiVersion: kro.run/v1alpha1
kind: ResourceGraphDefinition
metadata:
  name: example
  annotations:
${indented(parts.annotations ?? 'mandate.dev/title: Example', 4)}
spec:
  schema:
    apiVersion: v1alpha1
    kind: Example
${indented(parts.schema ?? '', 4)}
    spec:
${indented(parts.parameters ?? '{}', 6)}
  resources:
${indented(parts.resources ?? configMap('settings', 'key: value'), 4)}
`;
}

/** A resource that renders a ConfigMap called `<instance>-<id>`; `data` is one line or more. */
export function configMap(
  id: string,
  data: string,
  extra: string = '',
): string {
  return `- id: ${id}
${indented(extra, 2)}
  template:
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: \${schema.metadata.name}-${id.toLowerCase()}
    data:
${indented(data, 6)}`;
}

function indented(text: string, spaces: number): string {
  return text
    .split('\n')
    .map(line => (line ? `${' '.repeat(spaces)}${line}` : line))
    .join('\n');
}
