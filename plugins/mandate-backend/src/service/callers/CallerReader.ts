import type {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import type { Proposer } from '@mandate/plugin-mandate-common';
import type { Request } from 'express';
import type { Caller } from '../change/ChangeService';
import type { AgentSettings } from '../settings/agentSettings';

/** The plugin through which agents call actions; it acts with the token of the person who connected them. */
const MCP_SERVER = 'plugin:mcp-actions';

/**
 * Tells who calls. A user is a person, unless an agent acts with the user's token: then the agent proposes on the
 * user's behalf, and neither of them can approve. Which subjects are agents is configured.
 */
export class CallerReader {
  readonly #auth: AuthService;
  readonly #httpAuth: HttpAuthService;
  readonly #agents: ReadonlyMap<string, AgentSettings>;

  constructor(options: {
    readonly auth: AuthService;
    readonly httpAuth: HttpAuthService;
    readonly agents: readonly AgentSettings[];
  }) {
    this.#auth = options.auth;
    this.#httpAuth = options.httpAuth;
    this.#agents = new Map(
      [{ subject: MCP_SERVER, mayNamePerson: false }, ...options.agents].map(
        agent => [agent.subject, agent],
      ),
    );
  }

  /** The caller of a request. Throws `AuthenticationError` without a valid token. */
  async ofRequest(request: Request): Promise<Caller> {
    const credentials = await this.#httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    return { ...this.ofCredentials(credentials), request };
  }

  /** The caller behind credentials, as actions get them. */
  ofCredentials(credentials: BackstageCredentials): Caller {
    const actor = this.#auth.isPrincipal(credentials, 'user')
      ? credentials.principal.actor
      : undefined;
    const proposer = this.#proposerOf(credentials);
    return {
      proposer,
      credentials,
      ...(actor && { actedBy: actor.subject }),
      ...(this.#agents.get(proposer.ref)?.mayNamePerson && {
        mayNamePerson: true,
      }),
    };
  }

  #proposerOf(credentials: BackstageCredentials): Proposer {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      const { userEntityRef, actor } = credentials.principal;
      const user = userEntityRef.toLowerCase();
      return actor && this.#agents.has(actor.subject)
        ? { ...this.#agent(actor.subject), onBehalfOf: user }
        : { kind: 'user', ref: user };
    }
    if (this.#auth.isPrincipal(credentials, 'service')) {
      const { subject } = credentials.principal;
      return this.#agents.has(subject)
        ? this.#agent(subject)
        : { kind: 'service', ref: subject };
    }
    throw new AuthenticationError(
      'Sign in, or call with the token of a service.',
    );
  }

  #agent(subject: string): Proposer {
    const owner = this.#agents.get(subject)?.owner;
    return { kind: 'agent', ref: subject, ...(owner && { owner }) };
  }
}
