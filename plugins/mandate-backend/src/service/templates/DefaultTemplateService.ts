import { NotFoundError } from '@backstage/errors';
import type {
  TemplateInstanceView,
  TemplateUpgradeView,
  TemplateView,
} from '@mandate/plugin-mandate-common';
import {
  parameterGroups,
  parametersJsonSchema,
  rankTemplates,
} from '@mandate/templates';
import type { KernelStore } from '../../database/KernelStore';
import type { LibraryTemplate, TemplateLibrary } from './TemplateLibrary';
import type { TemplateService } from './TemplateService';
import { upgradeView } from './upgradeView';

/** Reads templates and instances; whoever may, see {@link AuthorizedTemplateService}. */
export class DefaultTemplateService implements TemplateService {
  readonly #store: KernelStore;
  readonly #library: TemplateLibrary;
  readonly #environments: readonly { readonly name: string }[];

  constructor(options: {
    readonly store: KernelStore;
    readonly library: TemplateLibrary;
    /** In the order in which changes go through them. */
    readonly environments: readonly { readonly name: string }[];
  }) {
    this.#store = options.store;
    this.#library = options.library;
    this.#environments = options.environments;
  }

  async list(): Promise<readonly TemplateView[]> {
    return (await this.#library.all()).map(viewOf);
  }

  async get(name: string): Promise<TemplateView> {
    return viewOf(await this.#library.get(name));
  }

  async version(name: string, digest: string) {
    const stored = await this.#store.read(tx =>
      tx.templateVersions.get(digest),
    );
    if (stored?.name !== name) {
      throw new NotFoundError(
        `No version ${digest} of the template '${name}' is recorded.`,
      );
    }
    return { text: stored.text, decisionRecord: stored.decisionRecord };
  }

  readonly instances: TemplateService['instances'] = async query => {
    const stored = await this.#store.read(tx =>
      tx.templateInstances.list(query),
    );
    const templates = new Map(
      (await this.#library.all()).map(template => [template.name, template]),
    );
    return stored.map((instance): TemplateInstanceView => {
      const template = templates.get(instance.template);
      const version = template?.versions.find(
        ({ digest }) => digest === instance.digest,
      );
      const current = template?.current;
      return {
        entityRef: instance.entityRef,
        environment: instance.environment,
        template: instance.template,
        digest: instance.digest,
        values: { ...instance.values },
        images: [...instance.images],
        changeId: instance.changeId,
        since: new Date(instance.sinceMs).toISOString(),
        state: version?.state ?? 'not-approved',
        ...(current?.state === 'approved' &&
          current.digest !== instance.digest && { upgradeTo: current.digest }),
      };
    });
  };

  readonly upgrade: TemplateService['upgrade'] = async (
    name,
    to,
  ): Promise<TemplateUpgradeView> => {
    const template = await this.#library.get(name);
    const version =
      to === undefined
        ? template.current
        : template.versions.find(({ digest }) => digest === to);
    if (!version) {
      throw new NotFoundError(
        `No version ${to} of the template '${name}' is known.`,
      );
    }
    const instances = await this.#store.read(tx =>
      tx.templateInstances.list({ template: name }),
    );
    return upgradeView({
      template,
      to: version,
      instances: instances.filter(({ digest }) => digest !== version.digest),
      environments: this.#environments.map(environment => environment.name),
    });
  };

  readonly match: TemplateService['match'] = async requirement => {
    const approved = (await this.#library.all())
      .filter(({ current }) => current.state === 'approved')
      .map(({ current }) => current.template);
    return rankTemplates(requirement, approved)
      .slice(0, 10)
      .map(match => ({
        ...match,
        values: { ...match.values },
        reasons: [...match.reasons],
      }));
  };
}

function viewOf({ name, current, versions }: LibraryTemplate): TemplateView {
  const { annotations } = current.template;
  return {
    name,
    title: annotations.title,
    description: annotations.description,
    containerType: annotations.containerType,
    owner: annotations.owner,
    icon: annotations.icon,
    deprecated: annotations.deprecated?.reason,
    current: current.digest,
    versions: versions.map(({ digest, state, sinceMs, reason, changeId }) => ({
      digest,
      state,
      reason,
      changeId,
      ...(sinceMs !== undefined && { since: new Date(sinceMs).toISOString() }),
    })),
    schema: { ...parametersJsonSchema(current.template) },
    groups: parameterGroups(current.template).map(group => ({
      ...group,
      parameters: [...group.parameters],
    })),
  };
}
