import {
  ConfigurationRepository,
  type WriteOutcome,
} from '@mandate/configuration-git';

const AUTHOR = { name: 'Mandate', email: 'mandate@mandate.invalid' };

/** The files of one template's version in the repository; `undefined` is a file that is not there. */
export interface TemplateFiles {
  readonly text: string | undefined;
  readonly decisionRecord: string | undefined;
}

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
  async read(version: {
    readonly name: string;
    readonly digest: string;
  }): Promise<TemplateFiles> {
    const repository = await this.#open();
    const head = await repository.head();
    if (head === undefined) {
      return { text: undefined, decisionRecord: undefined };
    }
    return {
      text: await repository.read(head, templatePath(version)),
      decisionRecord: await repository.read(head, recordPath(version)),
    };
  }

  /** Commits a version's files on top of whatever the branch has; what is so already is not committed again. */
  async write(
    version: { readonly name: string; readonly digest: string },
    files: TemplateFiles,
    commit: { readonly message: string; readonly atMs: number },
  ): Promise<WriteOutcome['outcome']> {
    const repository = await this.#open();
    const { outcome } = await repository.write({
      base: await repository.head(),
      contents: new Map([
        [templatePath(version), files.text ?? null],
        [recordPath(version), files.decisionRecord ?? null],
      ]),
      author: AUTHOR,
      at: new Date(commit.atMs).toISOString(),
      message: commit.message,
    });
    return outcome;
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

function templatePath({ name }: { readonly name: string }): string {
  return `templates/${name}/template.yaml`;
}

function recordPath(version: {
  readonly name: string;
  readonly digest: string;
}): string {
  const short = version.digest.replace('sha256:', '').slice(0, 16);
  return `templates/${version.name}/decisions/${short}.md`;
}
