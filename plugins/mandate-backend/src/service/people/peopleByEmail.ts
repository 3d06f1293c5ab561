import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { z } from 'zod';
import type { PeopleByEmail } from '../mandateChanges/authors/MandateAuthors';

const profileSchema = z.object({
  spec: z.object({ profile: z.object({ email: z.string() }) }),
});

/** Finds people in the catalog by the address of their profile, without regard to case. */
export function peopleByEmail(options: {
  readonly catalog: CatalogService;
  readonly auth: AuthService;
}): PeopleByEmail {
  return async emails => {
    if (emails.length === 0) {
      return new Map();
    }
    const { items } = await options.catalog.getEntities(
      {
        filter: { kind: 'User', 'spec.profile.email': [...emails] },
        fields: ['kind', 'metadata', 'spec.profile.email'],
      },
      { credentials: await options.auth.getOwnServiceCredentials() },
    );
    const people = items.flatMap(entity => {
      const parsed = profileSchema.safeParse(entity);
      return parsed.success
        ? [
            {
              email: parsed.data.spec.profile.email.trim().toLowerCase(),
              ref: stringifyEntityRef(entity),
            },
          ]
        : [];
    });
    return new Map(
      emails.map(email => [
        email,
        people
          .filter(person => person.email === email.toLowerCase())
          .map(({ ref }) => ref),
      ]),
    );
  };
}
