import { FieldFault } from '../api/ApiError';
import { CustomResourceDefinition } from '../model/CustomResourceDefinition';
import { KubernetesObject } from '../model/KubernetesObject';
import { SchemaNode } from '../schema/schema';
import { ruleProblem } from './celRules';

/** What is wrong with a definition beyond its schema. */
export function definitionFaults(object: KubernetesObject): FieldFault[] {
  // safety: called for definitions only, and their schema was checked
  const { metadata, spec } = object as CustomResourceDefinition;
  const faults: FieldFault[] = [];
  const wanted = `${spec.names.plural}.${spec.group}`;
  if (metadata.name !== wanted) {
    faults.push(
      invalid(
        'metadata.name',
        metadata.name,
        'must be spec.names.plural+"."+spec.group',
      ),
    );
  }
  if (spec.versions.filter(version => version.storage).length !== 1) {
    faults.push(
      invalid(
        'spec.versions',
        spec.versions.map(version => version.name),
        'must have exactly one version marked as storage version',
      ),
    );
  }
  spec.versions.forEach(({ schema }, index) => {
    const root = schema?.openAPIV3Schema;
    if (root) {
      faults.push(
        ...rulesIn(root, `spec.versions[${index}].schema.openAPIV3Schema`),
      );
    } else {
      faults.push({
        field: `spec.versions[${index}].schema.openAPIV3Schema`,
        reason: 'FieldValueRequired',
        message: 'Required value: schemas are required',
      });
    }
  });
  return faults;
}

function rulesIn(node: SchemaNode, path: string): FieldFault[] {
  const own = (node['x-kubernetes-validations'] ?? []).flatMap(
    ({ rule }, index) => {
      const problem = ruleProblem(rule);
      return problem
        ? [
            invalid(
              `${path}.x-kubernetes-validations[${index}].rule`,
              rule,
              `compilation failed: ${problem}`,
            ),
          ]
        : [];
    },
  );
  const parts = [
    ...Object.entries(node.properties ?? {}).map(
      ([name, child]) => [`${path}.properties[${name}]`, child] as const,
    ),
    ...(node.items ? [[`${path}.items`, node.items] as const] : []),
    ...(typeof node.additionalProperties === 'object'
      ? [[`${path}.additionalProperties`, node.additionalProperties] as const]
      : []),
  ];
  return [...own, ...parts.flatMap(([at, child]) => rulesIn(child, at))];
}

function invalid(field: string, value: unknown, why: string): FieldFault {
  return {
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  };
}
