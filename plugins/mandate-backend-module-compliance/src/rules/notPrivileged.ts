import type { Rule } from '../domain/rule';

/** Containers are not privileged. */
export const notPrivileged: Rule = {
  id: 'not-privileged',
  title: 'Containers are not privileged',
  severity: 'critical',
  scope: 'container',
  condition:
    '!has(container.securityContext) || !has(container.securityContext.privileged) || container.securityContext.privileged == false',
  violation:
    'Container {name} is privileged: it can do everything on its node.',
  field: 'securityContext.privileged',
  mend: 'Remove privileged; add the single capability it needs instead.',
};
