import {
  CHANGE_MANDATE_KIND,
  type MandateChangeInput,
  mandateChangeInputSchema,
  PORTAL_ENVIRONMENT,
  type Plan,
  type TargetFacts,
} from '@mandate/plugin-mandate-common';
import type {
  ActOutcome,
  ChangeKind,
  Check,
  Observation,
  ObserveContext,
  PlanOutcome,
  StepContext,
  StepHandler,
} from '@mandate/plugin-mandate-node';
import { parseMandate } from '@mandate/policy';
import type { KernelStore } from '../../database/KernelStore';
import type { CatalogMandate } from '../../database/catalogMandates/CatalogMandateStore';
import type { StoredMandate } from '../../database/mandates/MandateStore';
import { differenceWords } from '../../domain/mandateChange/differenceWords';
import {
  type DescribedMandate,
  MANDATE_API_VERSION,
  mandateObject,
  mandateOf,
  nameParts,
} from '../../domain/mandateChange/mandateObject';
import { errorWords } from '../mandates/readMandate';
import { commitStep } from './commitStep';
import type { MandateRepository } from './MandateRepository';
import { isDone, putInForce, versionInForce, versionOf } from './putInForce';

const PUT_IN_FORCE = 'put-in-force';
const COMMIT = 'commit';
const NO_FIGURES = { replicas: 0, cpuCores: 0, memoryGiB: 0, storageGiB: 0 };

/** Words for the base version of a mandate that is not in force. */
const NOT_IN_FORCE = 'not in force';

/**
 * A mandate's change is itself a change: a version, the catalog's or one from the portal, comes into force when its owner
 * and the approvers of all mandates have approved it. Its text is committed where a repository is configured and the
 * catalog does not show it already. Undone, the version before is in force again.
 */
export class MandateChangeKind implements ChangeKind<MandateChangeInput> {
  readonly name = CHANGE_MANDATE_KIND;
  readonly title = 'Change mandate';
  readonly description = `Puts a version of a mandate in force, or takes a mandate out of force. The target is the mandate's entity reference in the environment \`${PORTAL_ENVIRONMENT}\`.

Give \`{ action: 'put', document }\` with the whole mandate as JSON (apiVersion, kind, metadata, spec), or \`{ action: 'remove' }\`. To roll back, put the older version's document. Simulate the mandate first: \`simulate-mandate\` tells what it would have changed. It never runs alone: the mandate's owner and the approvers of all mandates decide.`;
  readonly inputSchema = mandateChangeInputSchema;
  readonly actsOn = 'portal';
  readonly risk = {
    destructive: false,
    // Who may do what is a matter of identity: it never runs alone.
    touchesIdentity: true,
    touchesData: false,
    irreversibility: 0.2,
  };
  readonly #store: KernelStore;
  readonly #repository: MandateRepository | undefined;

  constructor(options: {
    readonly store: KernelStore;
    /** Where approved texts are committed; without one, the portal keeps them. */
    readonly repository?: MandateRepository;
  }) {
    this.#store = options.store;
    this.#repository = options.repository;
  }

  describe(input: MandateChangeInput, target: TargetFacts): string {
    if (input.action === 'remove') {
      return `Remove mandate ${target.name}`;
    }
    const { title = target.name } = input.document.metadata;
    return `${target.inCatalog ? 'Change' : 'Add'} mandate ${title}`;
  }

  async plan(
    { target }: ObserveContext,
    input: MandateChangeInput,
  ): Promise<PlanOutcome> {
    const read = readInput(target.entityRef, input);
    if ('words' in read) {
      return { type: 'impossible', words: read.words };
    }
    const { wanted } = read;
    const { stored, shown } = await this.#find(target.entityRef);
    const before = describedInForce(stored);
    if (before === 'unreadable') {
      return {
        type: 'impossible',
        words:
          'The version in force cannot be read any more, so nobody could compare it. Mend it in the catalog.',
      };
    }
    if (isDone(stored, { to: wanted })) {
      return {
        type: 'nothing-to-do',
        words: wanted
          ? 'This version is in force already.'
          : 'The mandate is not in force.',
      };
    }
    const isShown =
      versionOf(wanted) === shown?.shown?.version ||
      (!wanted && shown && !shown.shown);
    return {
      type: 'planned',
      plan: this.#planOf({
        entityRef: target.entityRef,
        before,
        wanted,
        isShown: isShown === true,
        baseVersion: versionInForce(stored) ?? NOT_IN_FORCE,
      }),
    };
  }

  async observeVersion({ target }: ObserveContext): Promise<string> {
    const { stored } = await this.#find(target.entityRef);
    return versionInForce(stored) ?? NOT_IN_FORCE;
  }

  step(plan: Plan, stepId: string): StepHandler {
    if (stepId === PUT_IN_FORCE) {
      return {
        observe: context => this.#observe(context, 'after'),
        act: context => this.#put(context, { from: 'before', to: 'after' }),
        undo: context => this.#put(context, { from: 'after', to: 'before' }),
        observeUndone: context => this.#observe(context, 'before'),
      };
    }
    if (stepId === COMMIT && this.#repository) {
      return commitStep(plan, this.#repository);
    }
    throw new Error(`The kind '${this.name}' has no step '${stepId}'.`);
  }

  async check(context: StepContext): Promise<readonly Check[]> {
    const { type, words } = await this.#observe(context, 'after');
    return [
      {
        id: 'in-force',
        title: 'The approved version is in force',
        status: type === 'present' ? 'passing' : 'failing',
        words,
        final: true,
      },
    ];
  }

  #find(entityRef: string): Promise<{
    readonly stored: StoredMandate | undefined;
    readonly shown: CatalogMandate | undefined;
  }> {
    return this.#store.read(async tx => ({
      stored: await tx.mandates.get(entityRef),
      shown: (await tx.catalogMandates.all()).find(
        ({ name }) => name === entityRef,
      ),
    }));
  }

  #planOf(change: {
    readonly entityRef: string;
    readonly before: DescribedMandate | undefined;
    readonly wanted: DescribedMandate | undefined;
    /** Whether the catalog shows what is wanted already. */
    readonly isShown: boolean;
    readonly baseVersion: string;
  }): Plan {
    const { before, wanted, isShown } = change;
    const commits = !isShown && this.#repository !== undefined;
    const { namespace, name } = nameParts(change.entityRef);
    return {
      summary: [
        differenceWords(before?.spec, wanted?.spec),
        ...sourceWords({ isShown, commits }),
      ].join(' '),
      objects: [
        {
          apiVersion: MANDATE_API_VERSION,
          kind: 'Mandate',
          namespace,
          name,
          action: actionOf(before, wanted),
          before: before ? mandateObject(before) : null,
          after: wanted ? mandateObject(wanted) : null,
        },
      ],
      steps: [
        {
          id: PUT_IN_FORCE,
          title: wanted
            ? 'Put the version in force'
            : 'Take the mandate out of force',
          effect: true,
        },
        ...(commits
          ? [{ id: COMMIT, title: 'Commit its text', effect: true }]
          : []),
      ],
      figures: { before: NO_FIGURES, after: NO_FIGURES },
      images: [],
      baseVersion: change.baseVersion,
      undo: {
        words: before
          ? 'the version in force before comes back'
          : 'the mandate is taken out of force again',
        typicalSeconds: 1,
      },
      verification: { soakSeconds: 0, deadlineSeconds: 60 },
    };
  }

  async #observe(
    { target, plan }: StepContext,
    side: 'before' | 'after',
  ): Promise<Observation> {
    const { stored } = await this.#find(target.entityRef);
    const wanted = mandateOf(target.entityRef, plan.objects[0][side]);
    const version = versionInForce(stored) ?? NOT_IN_FORCE;
    return (versionOf(wanted) ?? NOT_IN_FORCE) === version
      ? {
          type: 'present',
          words: wanted
            ? `Version ${shortVersion(version)} is in force.`
            : 'The mandate is not in force.',
          evidence: { version },
        }
      : {
          type: 'absent',
          words:
            version === NOT_IN_FORCE
              ? 'The mandate is not in force.'
              : `Version ${shortVersion(version)} is in force.`,
        };
  }

  async #put(
    context: StepContext,
    sides: {
      readonly from: 'before' | 'after';
      readonly to: 'before' | 'after';
    },
  ): Promise<ActOutcome> {
    const { target, plan, changeId, fence } = context;
    const [object] = plan.objects;
    const outcome = await this.#store.transaction(tx =>
      putInForce(tx, {
        name: target.entityRef,
        from: mandateOf(target.entityRef, object[sides.from]),
        to: mandateOf(target.entityRef, object[sides.to]),
        changeId,
        fence,
      }),
    );
    return outcome === 'done'
      ? { type: 'acted' }
      : {
          type: 'refused',
          words:
            'Another version came into force meanwhile, or another replica works on this.',
        };
  }
}

/** The mandate that is wanted, checked in full; undefined for none. */
function readInput(
  entityRef: string,
  input: MandateChangeInput,
):
  | { readonly wanted: DescribedMandate | undefined }
  | { readonly words: string } {
  if (input.action === 'remove') {
    return { wanted: undefined };
  }
  const { metadata } = input.document;
  const named = `mandate:${metadata.namespace ?? 'default'}/${
    metadata.name
  }`.toLowerCase();
  if (named !== entityRef.toLowerCase()) {
    return {
      words: `The document is the mandate ${named}, and the change is about ${entityRef}. Both must be the same.`,
    };
  }
  const parsed = parseMandate(input.document);
  return parsed.ok
    ? {
        wanted: {
          name: entityRef,
          title: parsed.title,
          description: metadata.description,
          spec: parsed.spec,
        },
      }
    : {
        words: `The mandate is not valid: ${parsed.errors
          .map(errorWords)
          .join('; ')}`,
      };
}

function describedInForce(
  stored: StoredMandate | undefined,
): DescribedMandate | undefined | 'unreadable' {
  if (versionInForce(stored) === undefined || !stored?.inForce) {
    return undefined;
  }
  const { name, title, description, inForce } = stored;
  return 'unreadable' in inForce.spec
    ? 'unreadable'
    : { name, title, description, spec: inForce.spec };
}

function actionOf(
  before: DescribedMandate | undefined,
  wanted: DescribedMandate | undefined,
): 'create' | 'update' | 'delete' {
  if (!before) {
    return 'create';
  }
  return wanted ? 'update' : 'delete';
}

/** What becomes of the text that the catalog reads. */
function sourceWords(of: {
  readonly isShown: boolean;
  readonly commits: boolean;
}): readonly string[] {
  if (of.isShown) {
    return [];
  }
  return of.commits
    ? ['Its text is committed to the repository of mandates.']
    : [
        'The portal keeps this version: no repository is configured, so the file that the catalog reads stays as it is.',
      ];
}

function shortVersion(version: string): string {
  return version.replace(/^sha256:/, '').slice(0, 12);
}
