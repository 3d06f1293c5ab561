import { NotFoundError } from '@backstage/errors';
import { parseEntityRef } from '@backstage/catalog-model';
import type {
  MandateVersionView,
  MandateView,
} from '@mandate/plugin-mandate-common';
import type { KernelStore } from '../../database/KernelStore';
import type { CatalogMandate } from '../../database/catalogMandates/CatalogMandateStore';
import type { StoredMandate } from '../../database/mandates/MandateStore';
import { reviewDueAt } from './MandateSync';
import { mandateRef } from './mandateRef';

/** Mandates as people see them: the version in force, and a newer one that could not be read. */
export class MandateReading {
  readonly #store: KernelStore;

  constructor(store: KernelStore) {
    this.#store = store;
  }

  /** Mandates in the catalog that ever had a valid version, by name. */
  async list(): Promise<readonly MandateView[]> {
    return this.#store.read(async tx => {
      const now = await tx.now();
      const mandates = await tx.mandates.all();
      const shown = new Map(
        (await tx.catalogMandates.all()).map(known => [known.name, known]),
      );
      return mandates.flatMap(mandate =>
        view(mandate, shown.get(mandate.name), now),
      );
    });
  }

  /** By name or entity ref; throws `NotFoundError` when there is none. */
  async get(name: string): Promise<MandateView> {
    const ref = mandateRef(name);
    const found = (await this.list()).find(
      mandate => mandate.entityRef === ref,
    );
    if (!found) {
      throw new NotFoundError(`There is no mandate ${ref} in force.`);
    }
    return found;
  }

  /** The versions of a mandate that were in force, newest first; throws `NotFoundError` as `get` does. */
  async versions(name: string): Promise<readonly MandateVersionView[]> {
    const { entityRef } = await this.get(name);
    const versions = await this.#store.read(tx =>
      tx.mandateVersions.ofMandate(entityRef),
    );
    return versions.map(({ version, spec, sinceMs }) => ({
      version,
      spec,
      inForceSince: new Date(sinceMs).toISOString(),
    }));
  }
}

function view(
  mandate: StoredMandate,
  shown: CatalogMandate | undefined,
  nowMs: number,
): readonly MandateView[] {
  const { inForce, rejected } = mandate;
  if (
    !inForce ||
    'unreadable' in inForce.spec ||
    mandate.removedAtMs !== undefined
  ) {
    return [];
  }
  const dueAt = reviewDueAt(mandate);
  return [
    {
      name: parseEntityRef(mandate.name).name,
      title: mandate.title,
      description: mandate.description,
      entityRef: mandate.name,
      owner: inForce.spec.owner,
      version: inForce.version,
      spec: inForce.spec,
      inForceSince: new Date(inForce.sinceMs).toISOString(),
      reviewDueAt:
        dueAt === undefined ? undefined : new Date(dueAt).toISOString(),
      reviewOverdue: dueAt !== undefined && nowMs >= dueAt,
      ...(rejected && {
        rejectedVersion: {
          errors: rejected.errors,
          since: new Date(rejected.sinceMs).toISOString(),
        },
      }),
      ...inCatalog(mandate, shown),
    },
  ];
}

/** How the catalog differs from what is in force. */
function inCatalog(
  { inForce, leftCatalogAtMs }: StoredMandate,
  shown: CatalogMandate | undefined,
): Pick<MandateView, 'catalogVersion' | 'leftCatalog'> {
  const changeId = shown?.changeId;
  if (leftCatalogAtMs !== undefined) {
    return {
      leftCatalog: {
        since: new Date(leftCatalogAtMs).toISOString(),
        ...(changeId !== undefined && { changeId }),
      },
    };
  }
  if (!shown?.shown || shown.shown.version === inForce?.version) {
    return {};
  }
  return {
    catalogVersion: {
      ...shown.shown,
      since: new Date(shown.sinceMs).toISOString(),
      ...(changeId !== undefined && { changeId }),
    },
  };
}
