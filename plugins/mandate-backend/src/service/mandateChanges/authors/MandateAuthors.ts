import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PlanAuthors } from '@mandate/plugin-mandate-common';
import type { MandateRepository } from '../MandateRepository';
import type { FileVersion } from './fileHistory';
import { versionInText } from './versionInText';

/** Who uses an address; nobody, or several when people share one. */
export type PeopleByEmail = (
  emails: readonly string[],
) => Promise<ReadonlyMap<string, readonly string[]>>;

/** A version that the catalog shows. */
export interface ShownVersion {
  /** Entity ref. */
  readonly mandate: string;
  /** Undefined when the mandate left the catalog. */
  readonly version: string | undefined;
  /** The version in force: its authors have had their approval. */
  readonly since: string | undefined;
}

/** Who wrote a version, as far as it is known. */
export type KnownAuthors = Pick<PlanAuthors, 'people' | 'unknown'>;

/**
 * Who wrote the version of a mandate that the catalog shows: the authors, co-authors and committers of the commits that
 * lead from the version in force to it, found in the catalog by their address. What the history does not tell for sure
 * counts as not known, and so does what cannot be read.
 */
export class MandateAuthors {
  readonly #repository: MandateRepository | undefined;
  readonly #people: PeopleByEmail;
  readonly #logger: LoggerService;

  constructor(options: {
    readonly repository?: MandateRepository;
    readonly people: PeopleByEmail;
    readonly logger: LoggerService;
  }) {
    this.#repository = options.repository;
    this.#people = options.people;
    this.#logger = options.logger;
  }

  async of(shown: ShownVersion): Promise<KnownAuthors> {
    if (!this.#repository) {
      return unknown(
        'no repository is configured whose commits would tell (mandate.mandates.repository).',
      );
    }
    try {
      const commits = leadingTo(
        await this.#repository.history(shown.mandate),
        shown,
      );
      return commits
        ? await this.#writersOf(commits)
        : unknown(
            'the repository of mandates has no history from the version in force to this one.',
          );
    } catch (error) {
      this.#logger.warn(
        `The authors of ${shown.mandate} could not be read; its change asks for more approvers.`,
        error instanceof Error ? error : undefined,
      );
      return unknown('its history could not be read.');
    }
  }

  async #writersOf(commits: readonly FileVersion[]): Promise<KnownAuthors> {
    const authors = commits.flatMap(({ authors: written }) => written);
    const emails = [
      ...new Set([...authors, ...commits.map(({ committer }) => committer)]),
    ];
    const found = await this.#people(emails);
    const people = [
      ...new Set(emails.flatMap(email => found.get(email) ?? [])),
    ].sort();
    // A committer that is nobody in the catalog is the button that merged it; an author is somebody.
    const strangers = authors.filter(
      email => (found.get(email) ?? []).length === 0,
    );
    return {
      people,
      ...(strangers.length > 0 && {
        unknown: `${
          new Set(strangers).size === 1 ? 'an address' : 'some addresses'
        } in its commits belong${
          new Set(strangers).size === 1 ? 's' : ''
        } to nobody in the catalog.`,
      }),
    };
  }
}

/** The commits after the version in force, up to the shown one; undefined when the history does not tell. */
function leadingTo(
  { versions, isWhole }: Awaited<ReturnType<MandateRepository['history']>>,
  { mandate, version, since }: ShownVersion,
): readonly FileVersion[] | undefined {
  const digests = versions.map(({ text }) =>
    text === undefined
      ? undefined
      : versionInText(text, mandate) ?? 'unreadable',
  );
  // What the catalog read may be older than the newest commit.
  const newest = digests.findIndex(digest => digest === version);
  if (newest < 0) {
    return undefined;
  }
  const rest = versions.slice(newest);
  const base = digests
    .slice(newest)
    .findIndex(digest => since !== undefined && digest === since);
  if (base < 0) {
    return isWhole ? rest : undefined;
  }
  return base === 0 ? rest.slice(0, 1) : rest.slice(0, base);
}

function unknown(words: string): KnownAuthors {
  return { people: [], unknown: words };
}
