import type { LoggerService } from '@backstage/backend-plugin-api';
import type { TemplateSource } from '@mandate/plugin-mandate-node';
import { templateRef } from '@mandate/plugin-mandate-common';
import type { KernelStore } from '../../database/KernelStore';
import { KERNEL_ACTOR } from '../change/actors';
import type { TemplateCache } from './TemplateCache';

/**
 * Records the versions that the bootstrap list trusts, once each, so that they can be rendered after their files have
 * changed. The ledger says that nobody approved them here. A version that a change withdrew stays withdrawn.
 */
export class BootstrapApprovals {
  readonly #store: KernelStore;
  readonly #source: TemplateSource;
  readonly #cache: TemplateCache;
  readonly #logger: LoggerService;
  readonly #seen = new Set<string>();

  constructor(options: {
    readonly store: KernelStore;
    readonly source: TemplateSource;
    readonly cache: TemplateCache;
    readonly logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#source = options.source;
    this.#cache = options.cache;
    this.#logger = options.logger;
  }

  async run(): Promise<void> {
    for (const name of await this.#source.names()) {
      const file = await this.#source.read(name);
      const parsed = file && this.#cache.parse(file.text);
      if (!file || !parsed?.ok || this.#seen.has(parsed.digest)) {
        continue;
      }
      if (file.trustedDigests.includes(parsed.digest)) {
        await this.#record(name, parsed.digest, file.text);
      }
      this.#seen.add(parsed.digest);
    }
  }

  async #record(name: string, digest: string, text: string): Promise<void> {
    await this.#store.transaction(async tx => {
      if (await tx.templateVersions.get(digest)) {
        return;
      }
      await tx.templateVersions.put({
        name,
        digest,
        text,
        state: 'approved',
        reason: 'On the list of approvals that this installation starts with.',
        sinceMs: await tx.now(),
      });
      tx.ledger.append({
        kind: 'configuration',
        actor: KERNEL_ACTOR,
        subject: templateRef(name),
        data: {
          words: `The version ${digest} of the template ${name} counts as approved: it is on the list of approvals that this installation starts with.`,
          digest,
        },
      });
    });
    this.#logger.info(`Template ${name} is approved by the bootstrap list.`);
  }
}
