import type { Rule } from '../domain/rule';

/** The root file system is read-only. */
export const readOnlyRootFilesystem: Rule = {
  id: 'read-only-root-filesystem',
  title: 'The root file system is read-only',
  severity: 'low',
  scope: 'container',
  condition: `has(container.securityContext) && has(container.securityContext.readOnlyRootFilesystem)
  && container.securityContext.readOnlyRootFilesystem == true`,
  violation:
    'Container {name} can write to its image, so an intruder can leave tools there.',
  field: 'securityContext.readOnlyRootFilesystem',
  mend: 'Set readOnlyRootFilesystem: true and mount an emptyDir where it must write.',
};
