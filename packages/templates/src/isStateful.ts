import type { Template } from './template';

/**
 * Whether the template's workload, or any resource when none is named, is a StatefulSet: what is made of it keeps data
 * under a name of its own.
 *
 * @public
 */
export function isStateful(template: Template): boolean {
  return template.resources.some(
    ({ id, body }) =>
      (template.annotations.workload ?? id) === id &&
      body.kind === 'object' &&
      body.fields.some(
        ([name, node]) =>
          name === 'kind' &&
          node.kind === 'value' &&
          node.value === 'StatefulSet',
      ),
  );
}
