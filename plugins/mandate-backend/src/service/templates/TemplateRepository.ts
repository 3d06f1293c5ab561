import {
  ConfigurationRepository,
  type WriteOutcome,
} from '@mandate/configuration-git';

const AUTHOR = { name: 'Mandate', email: 'mandate@mandate.invalid' };
const TRAILER = 'Mandate-Change';
/** Commits of one file among which a change's own is looked for. */
const MAX_HISTORY = 1_000;

/** A version of a template, whose files have their names from it. */
export interface NamedVersion {
  readonly name: string;
  readonly digest: string;
}

/** The files of one template's version in the repository; `undefined` is a file that is not there. */
export interface TemplateFiles {
  readonly text: string | undefined;
  readonly decisionRecord: string | undefined;
}

/** Which file somebody else put there, so that nothing is put over it. */
export type OtherFile = 'other-text' | 'other-record';

/** A commit of a version's files. */
export interface TemplateCommit {
  readonly version: NamedVersion;
  /** What is to be there in place of what is there, or the file that nothing may be put over. */
  readonly over: (present: TemplateFiles) => TemplateFiles | OtherFile;
  readonly subject: string;
  /** Named in the commit, so that it can be found again. */
  readonly key: string;
  readonly atMs: number;
}

const NO_FILES: TemplateFiles = { text: undefined, decisionRecord: undefined };

/**
 * The bare git repository that keeps approved templates, each with the records of its design:
 * `templates/NAME/template.yaml` and `templates/NAME/decisions/DIGEST.md`.
 */
export class TemplateRepository {
  readonly #directory: string;
  #opened: Promise<ConfigurationRepository> | undefined;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** What the newest commit has. */
  async read(version: NamedVersion): Promise<TemplateFiles> {
    const repository = await this.#open();
    return readAt(repository, await repository.head(), version);
  }

  /** The text of a template's file in the newest commit. */
  async readText(name: string): Promise<string | undefined> {
    const repository = await this.#open();
    const head = await repository.head();
    return head === undefined
      ? undefined
      : repository.read(head, templatePath({ name }));
  }

  /**
   * Commits a version's files on top of whatever the branch has; what is so already is not committed again. Says so when one
   * of them may not be replaced.
   */
  async write({
    version,
    over,
    subject,
    key,
    atMs,
  }: TemplateCommit): Promise<WriteOutcome['outcome'] | OtherFile> {
    const repository = await this.#open();
    const base = await repository.head();
    const files = over(await readAt(repository, base, version));
    if (typeof files === 'string') {
      return files;
    }
    const { outcome } = await repository.write({
      base,
      contents: new Map([
        [templatePath(version), files.text ?? null],
        [recordPath(version), files.decisionRecord ?? null],
      ]),
      author: AUTHOR,
      at: new Date(atMs).toISOString(),
      message: `${subject}\n\n${TRAILER}: ${key}\n`,
    });
    return outcome;
  }

  /** The files before a commit with this key; `none` when there is no such commit. */
  async filesBefore(
    version: NamedVersion,
    key: string,
  ): Promise<TemplateFiles | 'none'> {
    const repository = await this.#open();
    const commits = await repository.historyOfFiles({
      paths: [templatePath(version), recordPath(version)],
      limit: MAX_HISTORY,
    });
    const made = commits.find(({ body }) =>
      body.split('\n').includes(`${TRAILER}: ${key}`),
    );
    return made ? readAt(repository, made.parent, version) : 'none';
  }

  #open(): Promise<ConfigurationRepository> {
    // A repository that could not be made is tried again at the next call.
    this.#opened ??= ConfigurationRepository.open(this.#directory).catch(
      error => {
        this.#opened = undefined;
        throw error;
      },
    );
    return this.#opened;
  }
}

async function readAt(
  repository: ConfigurationRepository,
  commit: string | undefined,
  version: NamedVersion,
): Promise<TemplateFiles> {
  return commit === undefined
    ? NO_FILES
    : {
        text: await repository.read(commit, templatePath(version)),
        decisionRecord: await repository.read(commit, recordPath(version)),
      };
}

function templatePath({ name }: Pick<NamedVersion, 'name'>): string {
  return `templates/${name}/template.yaml`;
}

/** Where the record of a version's design is. */
export function recordPath({ name, digest }: NamedVersion): string {
  const short = digest.replace('sha256:', '').slice(0, 16);
  return `templates/${name}/decisions/${short}.md`;
}
