import type {
  TemplateCheckRequest,
  TemplateCheckView,
  TemplateDraftRequest,
  TemplateDraftView,
  TemplateInstanceView,
  TemplateMatch,
  TemplateRequirementRequest,
  TemplateUpgradeView,
  TemplateVersionText,
  TemplateView,
} from '@mandate/plugin-mandate-common';
import type { Caller } from '../change/ChangeService';

/** Templates, what was rendered from them, and what another version would do. */
export interface TemplateService {
  list(options: { readonly caller: Caller }): Promise<readonly TemplateView[]>;
  /** @throws NotFoundError when there is no such template. */
  get(
    name: string,
    options: { readonly caller: Caller },
  ): Promise<TemplateView>;
  /** The files of a version that was approved or lies in the folder, and why it was designed so. */
  version(
    name: string,
    digest: string,
    options: { readonly caller: Caller },
  ): Promise<TemplateVersionText>;
  /** Instances of a template, or of an entity in all environments. */
  instances(
    query: { readonly template?: string; readonly entityRef?: string },
    options: { readonly caller: Caller },
  ): Promise<readonly TemplateInstanceView[]>;
  /** What a version, by default the current one, would do to every instance that has another one. */
  upgrade(
    name: string,
    to: string | undefined,
    options: { readonly caller: Caller },
  ): Promise<TemplateUpgradeView>;
  /** Approved templates that fit a requirement, best first. */
  match(
    requirement: TemplateRequirementRequest,
    options: { readonly caller: Caller },
  ): Promise<readonly TemplateMatch[]>;
  /**
   * A template for a need that no approved one meets, with the record of its design. Proposes nothing.
   *
   * @throws InputError when there is nothing to draft it from.
   */
  draft(
    request: TemplateDraftRequest,
    options: { readonly caller: Caller },
  ): Promise<TemplateDraftView>;
  /** What is wrong with a file, by the kinds of a cluster that answers. Proposes nothing. */
  check(
    request: TemplateCheckRequest,
    options: { readonly caller: Caller },
  ): Promise<TemplateCheckView>;
}
