import type { AuthService } from '@backstage/backend-plugin-api';
import {
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Who belongs to which group, read from the catalog at the moment of asking: eligibility is never cached (G1). */
export interface PeopleDirectory {
  /** The groups of each person; a person the catalog does not know has none. */
  groupsOf(
    userRefs: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The people of each group, at most 100 a group. */
  membersOf(
    groupRefs: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** Members named for a group on a card; more help nobody. */
const MAX_MEMBERS = 100;

/** Reads memberships from the catalog's relations, with the plugin's own credentials. */
export class CatalogPeopleDirectory implements PeopleDirectory {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(options: {
    readonly catalog: CatalogService;
    readonly auth: AuthService;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  groupsOf(userRefs: readonly string[]) {
    return this.#related(userRefs, RELATION_MEMBER_OF);
  }

  async membersOf(groupRefs: readonly string[]) {
    const members = await this.#related(groupRefs, RELATION_HAS_MEMBER);
    return new Map(
      [...members].map(([group, people]) => [
        group,
        people.slice(0, MAX_MEMBERS),
      ]),
    );
  }

  async #related(
    refs: readonly string[],
    relation: string,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    if (refs.length === 0) {
      return new Map();
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...refs], fields: ['kind', 'metadata', 'relations'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return new Map(
      refs.map((ref, position) => [
        ref,
        (items[position]?.relations ?? [])
          .filter(({ type }) => type === relation)
          .map(({ targetRef }) => targetRef),
      ]),
    );
  }
}
