import type { PermissionsService } from '@backstage/backend-plugin-api';
import { changeReadPermission } from '@mandate/plugin-mandate-common';
import type { Caller } from '../change/ChangeService';
import { demandPermission } from '../operations/demandPermission';
import type { TemplateService } from './TemplateService';

/** Checks Backstage's permissions before each operation: who may read changes may read what they come from. */
export class AuthorizedTemplateService implements TemplateService {
  readonly #inner: TemplateService;
  readonly #permissions: PermissionsService;

  constructor(inner: TemplateService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  readonly list: TemplateService['list'] = options =>
    this.#read(options.caller, () => this.#inner.list(options));

  readonly get: TemplateService['get'] = (name, options) =>
    this.#read(options.caller, () => this.#inner.get(name, options));

  readonly version: TemplateService['version'] = (name, digest, options) =>
    this.#read(options.caller, () =>
      this.#inner.version(name, digest, options),
    );

  readonly instances: TemplateService['instances'] = (query, options) =>
    this.#read(options.caller, () => this.#inner.instances(query, options));

  readonly upgrade: TemplateService['upgrade'] = (name, to, options) =>
    this.#read(options.caller, () => this.#inner.upgrade(name, to, options));

  readonly match: TemplateService['match'] = (requirement, options) =>
    this.#read(options.caller, () => this.#inner.match(requirement, options));

  readonly draft: TemplateService['draft'] = (request, options) =>
    this.#read(options.caller, () => this.#inner.draft(request, options));

  readonly check: TemplateService['check'] = (request, options) =>
    this.#read(options.caller, () => this.#inner.check(request, options));

  async #read<T>(caller: Caller, operation: () => Promise<T>): Promise<T> {
    await demandPermission(this.#permissions, changeReadPermission, caller);
    return operation();
  }
}
