import {
  type ChangeDetail,
  isTerminal,
  type MandateApi,
  type ProposedEntity,
} from '@mandate/plugin-mandate-common';
import { approvedByPeople } from './approvedByPeople';
import { eventually } from './eventually';
import type { PortalWorld } from './PortalWorld';

const CHANGE_LIMIT_MS = 90_000;
/** What looks at a portal too often makes it slow. */
const POLL_MS = 500;

/** An entity of the catalog that a developer proposes changes of; whoever is asked approves. */
export class CaredForService {
  readonly name: string;
  readonly entityRef: string;
  readonly #kind: 'Component' | 'Resource';
  readonly #developer: MandateApi;
  readonly #approvers: readonly MandateApi[];

  constructor(
    world: PortalWorld,
    {
      name,
      kind = 'Component',
    }: { name: string; kind?: 'Component' | 'Resource' },
  ) {
    this.name = name;
    this.entityRef = `${kind.toLowerCase()}:default/${name}`;
    this.#kind = kind;
    this.#developer = world.as('developer');
    this.#approvers = [
      world.as('platform-engineer'),
      world.as('security-officer'),
    ];
  }

  /** It belongs to no system, so it gets namespaces of its own. */
  namespace(environment = 'dev'): string {
    return `${this.name}-${environment}`;
  }

  /** Proposes a change and answers it when it has ended, or a person has to decide about its run. */
  async change(
    kind: string,
    input: Readonly<Record<string, unknown>>,
    environment = 'dev',
  ): Promise<ChangeDetail> {
    return this.#ended(await this.#propose(kind, input, environment));
  }

  /** Proposes a change, stops it when all of it is written, and answers it when that is undone. */
  async stoppedChange(
    kind: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<ChangeDetail> {
    const id = await this.#propose(kind, input, 'dev');
    await this.#seen(id, ({ state }) => state === 'verifying');
    await this.#developer.abort(id, { reason: 'It is enough.' });
    return this.#ended(id);
  }

  async #propose(
    kind: string,
    input: Readonly<Record<string, unknown>>,
    environment: string,
  ): Promise<string> {
    const { id } = await this.#developer.propose({
      kind,
      target: { entityRef: this.entityRef, environment },
      input,
      reason: 'It is time for it.',
      entity: this.#entity(),
    });
    return id;
  }

  #ended(id: string): Promise<ChangeDetail> {
    return this.#seen(
      id,
      ({ state }) => isTerminal(state) || state === 'stuck',
    );
  }

  /** Waits for a change; whoever is asked meanwhile approves. */
  #seen(
    id: string,
    holds: (change: ChangeDetail) => boolean,
  ): Promise<ChangeDetail> {
    return eventually(
      async () => {
        const seen = await this.#developer.getChange(id);
        const change =
          seen.state === 'awaiting-approval'
            ? await approvedByPeople(this.#approvers, this.#developer, id)
            : seen;
        return holds(change) ? change : undefined;
      },
      {
        what: `a change of ${this.name}`,
        limitMs: CHANGE_LIMIT_MS,
        everyMs: POLL_MS,
      },
    );
  }

  #entity(): ProposedEntity {
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind: this.#kind,
      metadata: { name: this.name, namespace: 'default' },
      spec: {
        type: this.#kind === 'Component' ? 'service' : 'cluster-nodes',
        lifecycle: 'experimental',
        owner: 'group:default/shop',
      },
    };
  }
}
