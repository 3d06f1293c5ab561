import type { KernelDependencies } from '../createKernel';
import { ApproveTemplateKind } from './ApproveTemplateKind';
import { AuthorizedTemplateService } from './AuthorizedTemplateService';
import { BootstrapApprovals } from './BootstrapApprovals';
import { DefaultTemplateService } from './DefaultTemplateService';
import { TemplateCache } from './TemplateCache';
import { TemplateLibrary } from './TemplateLibrary';
import { TemplateRepository } from './TemplateRepository';
import { TemplateTypes } from './TemplateTypes';

/** Puts together the library of templates, what is asked of it, and the kind of change that approves them. */
export function createTemplateSide(
  deps: Pick<
    KernelDependencies,
    'store' | 'settings' | 'templatesExtension' | 'permissions' | 'logger'
  >,
) {
  const { store, settings, logger } = deps;
  const { source, schemas, renderer } = deps.templatesExtension;
  const { repository } = settings.templates;
  const cache = new TemplateCache();
  const types = new TemplateTypes(schemas);
  return {
    cache,
    kind: new ApproveTemplateKind({
      store,
      cache,
      types,
      renderer,
      repository: repository && new TemplateRepository(repository.directory),
      logger,
    }),
    templates: new AuthorizedTemplateService(
      new DefaultTemplateService({
        store,
        library: new TemplateLibrary({ store, source, cache }),
        cache,
        types,
        renderer,
        environments: settings.environments,
      }),
      deps.permissions,
    ),
    bootstrapApprovals: new BootstrapApprovals({
      store,
      source,
      cache,
      logger,
    }),
  };
}
