import type { LoggerService } from '@backstage/backend-plugin-api';
import type { TemplateRepository } from './TemplateRepository';

/** Reads from the repository of templates, and says whether it could be read; it has nothing where none is configured. */
export type RepositoryReader = <T>(
  read: (repository: TemplateRepository) => Promise<T>,
) => Promise<
  { readonly ok: true; readonly found: T | undefined } | { readonly ok: false }
>;

/** A reader for whom a repository that cannot be read is an answer: why is in the log, for those who run the portal. */
export function repositoryReader({
  repository,
  logger,
}: {
  readonly repository?: TemplateRepository;
  readonly logger: LoggerService;
}): RepositoryReader {
  return async read => {
    try {
      return { ok: true, found: repository && (await read(repository)) };
    } catch (error) {
      logger.warn(
        'The repository of templates cannot be read. Check mandate.templates.repository.',
        error instanceof Error ? error : new Error(String(error)),
      );
      return { ok: false };
    }
  };
}
