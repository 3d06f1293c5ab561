import { ResponseError } from '@backstage/errors';
import type { TemplateCheckRequest, TemplateCheckView } from '../templateCheck';
import type { TemplateDraftRequest, TemplateDraftView } from '../templateDraft';
import type { TemplateDriftView } from '../templateDrift';
import type {
  TemplateInstanceView,
  TemplateMatch,
  TemplateRequirementRequest,
  TemplateUpgradeView,
  TemplateVersionText,
  TemplateView,
} from '../templateViews';
import type { MandateRequestOptions } from './MandateRequestOptions';
import { queryString } from './queryString';

/**
 * Templates, their instances and what an upgrade does. Errors are `ResponseError`s.
 *
 * @public
 */
export interface TemplatesApi {
  listTemplates(
    options?: MandateRequestOptions,
  ): Promise<readonly TemplateView[]>;
  getTemplate(
    name: string,
    options?: MandateRequestOptions,
  ): Promise<TemplateView>;
  /** The files of a version, and the record of its design. */
  getTemplateVersion(
    version: { readonly name: string; readonly digest: string },
    options?: MandateRequestOptions,
  ): Promise<TemplateVersionText>;
  listTemplateInstances(
    query: { readonly template?: string; readonly entityRef?: string },
    options?: MandateRequestOptions,
  ): Promise<readonly TemplateInstanceView[]>;
  /** Compares what runs of an entity with its templates, environment by environment. */
  listTemplateDrift(
    entityRef: string,
    options?: MandateRequestOptions,
  ): Promise<readonly TemplateDriftView[]>;
  previewTemplateUpgrade(
    upgrade: { readonly name: string; readonly to?: string },
    options?: MandateRequestOptions,
  ): Promise<TemplateUpgradeView>;
  matchTemplates(
    requirement: TemplateRequirementRequest,
    options?: MandateRequestOptions,
  ): Promise<readonly TemplateMatch[]>;
  /** A template for a need that no approved one meets; proposes nothing. */
  draftTemplate(
    request: TemplateDraftRequest,
    options?: MandateRequestOptions,
  ): Promise<TemplateDraftView>;
  /** What is wrong with a file, by the kinds of a cluster that answers; proposes nothing. */
  checkTemplate(
    request: TemplateCheckRequest,
    options?: MandateRequestOptions,
  ): Promise<TemplateCheckView>;
}

/**
 * Asks the mandate backend about templates.
 *
 * @public
 */
export class TemplatesClient implements TemplatesApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { readonly fetch: typeof fetch };

  constructor(options: {
    readonly discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    readonly fetchApi: { readonly fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  readonly listTemplates: TemplatesApi['listTemplates'] = async options =>
    (await this.#ask<Items<TemplateView>>('/templates', options)).items;

  readonly getTemplate: TemplatesApi['getTemplate'] = (name, options) =>
    this.#ask(`/templates/${encodeURIComponent(name)}`, options);

  readonly getTemplateVersion: TemplatesApi['getTemplateVersion'] = (
    { name, digest },
    options,
  ) =>
    this.#ask(
      `/templates/${encodeURIComponent(name)}/versions/${encodeURIComponent(
        digest,
      )}`,
      options,
    );

  readonly listTemplateInstances: TemplatesApi['listTemplateInstances'] =
    async (query, options) =>
      (
        await this.#ask<Items<TemplateInstanceView>>(
          `/template-instances${queryString(query)}`,
          options,
        )
      ).items;

  readonly listTemplateDrift: TemplatesApi['listTemplateDrift'] = async (
    entityRef,
    options,
  ) =>
    (
      await this.#ask<Items<TemplateDriftView>>(
        `/template-drift${queryString({ entityRef })}`,
        options,
      )
    ).items;

  readonly previewTemplateUpgrade: TemplatesApi['previewTemplateUpgrade'] = (
    { name, to },
    options,
  ) =>
    this.#ask(
      `/templates/${encodeURIComponent(name)}/upgrade${queryString({ to })}`,
      options,
    );

  readonly matchTemplates: TemplatesApi['matchTemplates'] = async (
    requirement,
    options,
  ) =>
    (
      await this.#ask<Items<TemplateMatch>>(
        '/template-matches',
        options,
        requirement,
      )
    ).items;

  readonly draftTemplate: TemplatesApi['draftTemplate'] = (request, options) =>
    this.#ask('/template-drafts', options, request);

  readonly checkTemplate: TemplatesApi['checkTemplate'] = (request, options) =>
    this.#ask('/template-checks', options, request);

  async #ask<T>(
    path: string,
    options?: MandateRequestOptions,
    body?: object,
  ): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('mandate');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(options?.token && { Authorization: `Bearer ${options.token}` }),
      },
      body: body && JSON.stringify(body),
      signal: options?.signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}

interface Items<T> {
  readonly items: readonly T[];
}
