import { ResponseError } from '@backstage/errors';
import type {
  BackstageUserIdentity,
  IdentityApi,
  ProfileInfo,
} from '@backstage/frontend-plugin-api';
import { z } from 'zod';

const sessionSchema = z.object({
  profile: z.object({
    displayName: z.string().optional(),
    email: z.string().optional(),
    picture: z.string().optional(),
  }),
  backstageIdentity: z.object({
    token: z.string(),
    expiresInSeconds: z.number().optional(),
    identity: z.object({
      type: z.literal('user'),
      userEntityRef: z.string(),
      ownershipEntityRefs: z.array(z.string()),
    }),
  }),
});
type Session = z.infer<typeof sessionSchema>;

const REMEMBERED_ROLE = 'mandate.development-role';
const RENEW_BEFORE_MS = 60_000;

/** The role chosen in this browser tab before, so that a reload stays signed in. */
export function rememberedRole(): string | undefined {
  return sessionStorage.getItem(REMEMBERED_ROLE) ?? undefined;
}

class RoleIdentity implements IdentityApi {
  readonly #baseUrl: string;
  readonly #role: string;
  #session?: { value: Promise<Session>; renewAt: number };

  constructor(baseUrl: string, role: string) {
    this.#baseUrl = baseUrl;
    this.#role = role;
  }

  async getProfileInfo(): Promise<ProfileInfo> {
    return (await this.#current()).profile;
  }

  async getBackstageIdentity(): Promise<BackstageUserIdentity> {
    return (await this.#current()).backstageIdentity.identity;
  }

  async getCredentials(): Promise<{ token?: string }> {
    return { token: (await this.#current()).backstageIdentity.token };
  }

  async signOut(): Promise<void> {
    sessionStorage.removeItem(REMEMBERED_ROLE);
    window.location.assign('/');
  }

  async #current(): Promise<Session> {
    if (!this.#session || Date.now() >= this.#session.renewAt) {
      const value = this.#fetchSession();
      this.#session = { value, renewAt: Number.POSITIVE_INFINITY };
      try {
        const session = await value;
        const lifetimeMs =
          (session.backstageIdentity.expiresInSeconds ?? 3600) * 1000;
        this.#session.renewAt = Date.now() + lifetimeMs - RENEW_BEFORE_MS;
      } catch (error) {
        this.#session = undefined;
        throw error;
      }
    }
    return this.#session.value;
  }

  async #fetchSession(): Promise<Session> {
    const response = await fetch(`${this.#baseUrl}/refresh`, {
      headers: { 'x-mandate-role': this.#role },
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return sessionSchema.parse(await response.json());
  }
}

/**
 * Signs in as a role of the example organisation and renews its token shortly before it expires.
 * Rejects with `ResponseError` when the backend refuses the role.
 */
export async function signInAsRole(options: {
  baseUrl: string;
  role: string;
}): Promise<IdentityApi> {
  const identity = new RoleIdentity(options.baseUrl, options.role);
  await identity.getBackstageIdentity();
  sessionStorage.setItem(REMEMBERED_ROLE, options.role);
  return identity;
}
