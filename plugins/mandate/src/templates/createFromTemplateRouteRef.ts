import { createExternalRouteRef } from '@backstage/frontend-plugin-api';

/** The form that makes an instance of a template. */
export const createFromTemplateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
