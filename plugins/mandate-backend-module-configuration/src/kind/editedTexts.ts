import type { ConfigurationRepository } from '@mandate/configuration-git';
import type {
  ConfigurationChangeInput,
  ConfigurationEditInput,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import { editText } from '../domain/editText';
import { pathOfLevel } from '../domain/levelFiles';
import type {
  ConfigurationFiles,
  Texts,
} from '../repository/ConfigurationFiles';

/** The target's files as they are to be, or why they cannot be. */
export type EditedFiles =
  | { readonly type: 'edited'; readonly texts: Texts }
  | { readonly type: 'refused'; readonly words: string };

/** What edits are made on. */
export interface EditBase {
  readonly target: TargetReference;
  /** The newest version; undefined before the first. */
  readonly head: string | undefined;
  /** The target's files at that version. */
  readonly texts: Texts;
}

/** The files after an edit or a rollback. */
export async function editedTexts(
  input: Extract<ConfigurationChangeInput, { action: 'edit' | 'roll-back' }>,
  base: EditBase,
  sources: {
    readonly repository: ConfigurationRepository;
    readonly files: ConfigurationFiles;
  },
): Promise<EditedFiles> {
  if (input.action === 'edit') {
    return afterEdits(input.edits, base, sources.repository);
  }
  const history = await sources.repository.history({ limit: 1_000 });
  if (!history.some(({ commit }) => commit === input.to)) {
    return {
      type: 'refused',
      words: `No version ${input.to.slice(
        0,
        12,
      )} is in the history. Choose one from the list of versions.`,
    };
  }
  return {
    type: 'edited',
    texts: await sources.files.texts(base.target, input.to),
  };
}

/** The files after edits, one after the other. */
export async function afterEdits(
  edits: readonly ConfigurationEditInput[],
  { target, head, texts }: EditBase,
  repository: ConfigurationRepository,
): Promise<EditedFiles> {
  const edited = new Map(texts);
  for (const edit of edits) {
    const path = pathOfLevel(target, edit.level);
    if ('text' in edit) {
      const conflict = await conflictWords(repository, path, edit.base, head);
      if (conflict) {
        return { type: 'refused', words: conflict };
      }
      edited.set(path, edit.text.trim() === '' ? undefined : edit.text);
    } else {
      const outcome = editText(edited.get(path) ?? '', edit);
      if (outcome.type === 'refused') {
        return { type: 'refused', words: `${path}: ${outcome.words}` };
      }
      edited.set(path, outcome.text === '' ? undefined : outcome.text);
    }
  }
  return { type: 'edited', texts: edited };
}

/** Said when a text was made from a file that somebody changed since: what they wrote would be lost. */
async function conflictWords(
  repository: ConfigurationRepository,
  path: string,
  base: string | undefined,
  head: string | undefined,
): Promise<string | undefined> {
  if (base === undefined || head === undefined || base === head) {
    return undefined;
  }
  const known = await repository.history({ limit: 1_000 });
  const isKnown = known.some(({ commit }) => commit === base);
  const before = isKnown ? await repository.read(base, path) : undefined;
  if (isKnown && before === (await repository.read(head, path))) {
    return undefined;
  }
  const [last] = await repository.history({ path, limit: 1 });
  return last
    ? `${path} was changed meanwhile by ${last.author} (${last.commit.slice(
        0,
        12,
      )}, "${last.subject}"). Compare the versions ${base.slice(
        0,
        12,
      )} and ${last.commit.slice(0, 12)}, and edit the newer one.`
    : `${path} was taken away meanwhile. Look at the newest version and edit that.`;
}
