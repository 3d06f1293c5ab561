import type { Rule } from '../domain/rule';

/** Images name a version. */
export const pinnedImage: Rule = {
  id: 'pinned-image',
  title: 'Images name a version',
  severity: 'medium',
  scope: 'container',
  condition:
    "container.image.matches('[:@][^/]+$') && !container.image.endsWith(':latest')",
  violation:
    'Container {name} runs an image without a version, so nobody can tell what runs or go back to it.',
  field: 'image',
  mend: 'Name a tag other than latest, or a digest.',
};
