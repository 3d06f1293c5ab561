import {
  CHANGE_MANDATE_KIND,
  type MandateChangeInput,
  mandateChangeInputSchema,
  PORTAL_ENVIRONMENT,
  type Plan,
  type PlanAuthors,
  type TargetFacts,
} from '@mandate/plugin-mandate-common';
import type {
  ChangeKind,
  Check,
  ObserveContext,
  PlanOutcome,
  StepContext,
  StepHandler,
} from '@mandate/plugin-mandate-node';
import type { KernelStore } from '../../database/KernelStore';
import type { CatalogMandate } from '../../database/catalogMandates/CatalogMandateStore';
import type { StoredMandate } from '../../database/mandates/MandateStore';
import type { DescribedMandate } from '../../domain/mandateChange/mandateObject';
import { textDigest, withText } from '../plan/fileText';
import { portalCheck, portalStep } from '../plan/portalStep';
import type { MandateAuthors } from './authors/MandateAuthors';
import { commitStep } from './commitStep';
import { namesakeIn } from './namesakeIn';
import {
  COMMIT_STEP,
  type MandateDifference,
  mandatePlan,
  PUT_IN_FORCE_STEP,
} from './mandatePlan';
import type { MandateRepository } from './MandateRepository';
import { MandateState } from './MandateState';
import { baseOf, isDone, versionInForce, versionOf } from './putInForce';
import { readMandateInput } from './readMandateInput';

/** What is known of a mandate when its change is planned. */
interface KnownMandate {
  readonly stored: StoredMandate | undefined;
  readonly shown: CatalogMandate | undefined;
  /** Every version that was ever in force. */
  readonly versions: readonly string[];
}

/**
 * A mandate's change is itself a change: a version, the catalog's or one from the portal, comes into force when its owner
 * and the approvers of all mandates have approved it. Its text is committed where a repository is configured and the
 * catalog does not show it already. Undone, the version before is in force again.
 */
export class MandateChangeKind implements ChangeKind<MandateChangeInput> {
  readonly name = CHANGE_MANDATE_KIND;
  readonly title = 'Change mandate';
  readonly description = `Puts a version of a mandate in force, or takes a mandate out of force. The target is the mandate's entity reference in the environment \`${PORTAL_ENVIRONMENT}\`.

Give \`{ action: 'put', document }\` with the whole mandate as JSON (apiVersion, kind, metadata, spec), or \`{ action: 'remove' }\`. To roll back, put the older version's document. Simulate the mandate first: \`simulate-mandate\` tells what it would have changed. It never runs alone: the mandate's owner and the approvers of all mandates decide, and nobody of them who wrote it.`;
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
  readonly #state: MandateState;
  readonly #authors: MandateAuthors;
  readonly #repository: MandateRepository | undefined;

  constructor(options: {
    readonly store: KernelStore;
    readonly authors: MandateAuthors;
    /** Where approved texts are committed; without one, the portal keeps them. */
    readonly repository?: MandateRepository;
  }) {
    this.#store = options.store;
    this.#state = new MandateState(options.store);
    this.#authors = options.authors;
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
    const read = readMandateInput(target.entityRef, input);
    if ('words' in read) {
      return { type: 'impossible', words: read.words };
    }
    const { wanted } = read;
    const known = await this.#find(target.entityRef);
    const before = describedInForce(known.stored);
    if (before === 'unreadable') {
      return {
        type: 'impossible',
        words:
          'The version in force cannot be read any more, so nobody could compare it. Mend it in the catalog.',
      };
    }
    if (isDone(known.stored, { to: wanted })) {
      return {
        type: 'nothing-to-do',
        words: wanted
          ? 'This version is in force already.'
          : 'The mandate is not in force.',
      };
    }
    const isShown = isInCatalog(known.shown, wanted);
    const fileText = await this.#repository?.read(target.entityRef);
    const namesake = isShown
      ? undefined
      : namesakeIn(fileText, target.entityRef);
    if (namesake !== undefined && wanted) {
      return {
        type: 'impossible',
        words: `Its file is the one of ${namesake}, which would be overwritten. Put {namespace} into mandate.mandates.repository.path, or give it another name.`,
      };
    }
    return {
      type: 'planned',
      plan: mandatePlan({
        entityRef: target.entityRef,
        before,
        wanted,
        text: isShown ? 'shown' : this.#textOfOthers(namesake),
        keepsWhatLeft:
          wanted !== undefined && known.stored?.leftCatalogAtMs !== undefined,
        baseVersion: this.#withText(baseOf(known.stored), fileText),
        replacedText: textDigest(fileText),
        authors: isShown
          ? await this.#authorsOf(target.entityRef, known, wanted)
          : undefined,
      }),
    };
  }

  async observeVersion({ target }: ObserveContext): Promise<string> {
    const { stored } = await this.#find(target.entityRef);
    return this.#withText(
      baseOf(stored),
      await this.#repository?.read(target.entityRef),
    );
  }

  step(plan: Plan, stepId: string): StepHandler {
    if (stepId === PUT_IN_FORCE_STEP) {
      return portalStep(this.#state);
    }
    if (stepId === COMMIT_STEP && this.#repository) {
      return commitStep(plan, this.#repository);
    }
    throw new Error(`The kind '${this.name}' has no step '${stepId}'.`);
  }

  async check(context: StepContext): Promise<readonly Check[]> {
    return portalCheck(this.#state, context, {
      id: 'in-force',
      title: 'The approved version is in force',
    });
  }

  #withText(version: string, text: string | undefined): string {
    return this.#repository ? withText(version, text) : version;
  }

  #textOfOthers(namesake: string | undefined): MandateDifference['text'] {
    if (namesake !== undefined) {
      return 'of-another';
    }
    return this.#repository ? 'committed' : 'kept';
  }

  /** Whoever wrote what the catalog shows wrote it outside the portal. */
  async #authorsOf(
    entityRef: string,
    { stored, versions }: KnownMandate,
    wanted: DescribedMandate | undefined,
  ): Promise<PlanAuthors> {
    const version = versionOf(wanted);
    return {
      ...(await this.#authors.of({
        mandate: entityRef,
        version,
        since: versionInForce(stored),
      })),
      wasInForce: version !== undefined && versions.includes(version),
    };
  }

  #find(entityRef: string): Promise<KnownMandate> {
    return this.#store.read(async tx => ({
      stored: await tx.mandates.get(entityRef),
      shown: (await tx.catalogMandates.all()).find(
        ({ name }) => name === entityRef,
      ),
      versions: (await tx.mandateVersions.ofMandate(entityRef)).map(
        ({ version }) => version,
      ),
    }));
  }
}

/** Whether the catalog shows what is wanted, or shows the mandate no longer when its removal is. */
function isInCatalog(
  shown: CatalogMandate | undefined,
  wanted: DescribedMandate | undefined,
): boolean {
  return wanted
    ? versionOf(wanted) === shown?.shown?.version
    : shown !== undefined && !shown.shown;
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
