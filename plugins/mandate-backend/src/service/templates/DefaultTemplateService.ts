import { NotFoundError } from '@backstage/errors';
import type {
  TemplateDraftRequest,
  TemplateInstanceView,
  TemplateUpgradeView,
  TemplateView,
} from '@mandate/plugin-mandate-common';
import type { TemplatePackageRenderer } from '@mandate/plugin-mandate-node';
import {
  isStateful,
  kroInstallation,
  parameterGroups,
  parametersJsonSchema,
  rankTemplates,
  readRequirement,
  type Template,
} from '@mandate/templates';
import { stringify } from 'yaml';
import type { KernelStore } from '../../database/KernelStore';
import { draftRequested } from './draftRequested';
import type { LibraryTemplate, TemplateLibrary } from './TemplateLibrary';
import type { TemplateCache } from './TemplateCache';
import type { TemplateService } from './TemplateService';
import type { TemplateTypes } from './TemplateTypes';
import { upgradeView } from './upgradeView';

interface EnvironmentName {
  readonly name: string;
  readonly title?: string;
}

/** Most matches of one answer. */
const MOST_MATCHES = 10;
/** Most matches that a decision record names. */
const MOST_CONSIDERED = 5;

/** Reads templates and instances; whoever may, see {@link AuthorizedTemplateService}. */
export class DefaultTemplateService implements TemplateService {
  readonly #store: KernelStore;
  readonly #library: TemplateLibrary;
  readonly #cache: TemplateCache;
  readonly #types: TemplateTypes;
  readonly #renderer: TemplatePackageRenderer;
  readonly #environments: readonly EnvironmentName[];

  constructor(options: {
    readonly store: KernelStore;
    readonly library: TemplateLibrary;
    readonly cache: TemplateCache;
    readonly types: TemplateTypes;
    readonly renderer: TemplatePackageRenderer;
    /** In the order in which changes go through them. */
    readonly environments: readonly EnvironmentName[];
  }) {
    this.#store = options.store;
    this.#library = options.library;
    this.#cache = options.cache;
    this.#types = options.types;
    this.#renderer = options.renderer;
    this.#environments = options.environments;
  }

  async list(): Promise<readonly TemplateView[]> {
    const templates = await this.#library.all();
    return Promise.all(templates.map(template => this.#view(template)));
  }

  async get(name: string): Promise<TemplateView> {
    return this.#view(await this.#library.get(name));
  }

  readonly version: TemplateService['version'] = async (name, digest) => {
    const stored = await this.#store.read(tx =>
      tx.templateVersions.get(digest),
    );
    const { text, decisionRecord } =
      stored?.name === name
        ? stored
        : {
            text: await this.#library.textInFile(name, digest),
            decisionRecord: undefined,
          };
    if (text === undefined) {
      throw new NotFoundError(
        `No version ${digest} of the template '${name}' is known.`,
      );
    }
    return { text, decisionRecord, kro: this.#textForKro(text) };
  };

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
        part: instance.isPart,
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
      renderer: this.#renderer,
    });
  };

  readonly match: TemplateService['match'] = async requirement => {
    const approved = (await this.#library.all())
      .filter(({ current }) => current.state === 'approved')
      .map(({ current }) => current.template);
    const { words, values, environment } = readRequirement(
      requirement.words,
      this.#environments,
    );
    return rankTemplates(
      { ...requirement, words, values: { ...values, ...requirement.values } },
      approved,
    )
      .slice(0, MOST_MATCHES)
      .map(match => ({
        ...match,
        values: { ...match.values },
        environment: requirement.environment ?? environment,
        reasons: [...match.reasons],
      }));
  };

  readonly draft: TemplateService['draft'] = async (request, { caller }) => {
    const considered = await this.match(
      { words: request.requirement, containerType: request.containerType },
      { caller },
    );
    const { text, decisionRecord, notes } = draftRequested(request, {
      considered: considered.slice(0, MOST_CONSIDERED),
      nearest: await this.#nearest(request, considered[0]?.name),
      proposedBy: caller.proposer.ref,
      at: new Date(await this.#store.read(tx => tx.now())).toISOString(),
    });
    const parsed = this.#cache.parse(text);
    return {
      text,
      decisionRecord,
      notes: [...notes],
      considered: considered.slice(0, MOST_CONSIDERED),
      problems: parsed.ok ? [] : [parsed.words],
    };
  };

  readonly check: TemplateService['check'] = ({ text }) =>
    this.#types.check(text);

  /** Nothing for a Helm chart or a Kustomize base. */
  #textForKro(text: string): string | undefined {
    const parsed = this.#cache.parse(text);
    const installation = parsed.ok && kroInstallation(parsed.template);
    return installation ? stringify(installation.definition) : undefined;
  }

  async #view(template: LibraryTemplate): Promise<TemplateView> {
    const source = template.current.template.package;
    const trouble = source && (await this.#renderer.trouble(source.format));
    return { ...viewOf(template), ...(trouble !== undefined && { trouble }) };
  }

  async #nearest(
    { from }: TemplateDraftRequest,
    best: string | undefined,
  ): Promise<Template | undefined> {
    const name = from.type === 'nearest' ? from.template ?? best : undefined;
    return name === undefined
      ? undefined
      : (await this.#library.get(name)).current.template;
  }
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
    stateful: isStateful(current.template),
    packageFormat: current.template.package?.format,
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
    conditions: annotations.form.conditions,
  };
}
