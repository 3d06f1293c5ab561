import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { missingKindWords } from './missingKindWords';

/** A change kind whose input was checked by its schema before it is used. */
export type AnyChangeKind = ChangeKind<unknown>;

/** The types of operation that modules added. */
export class ChangeKindRegistry {
  readonly #kinds = new Map<string, AnyChangeKind>();

  /** Throws for a second kind of a name. */
  add<Input>(kind: ChangeKind<Input>): void {
    if (this.#kinds.has(kind.name)) {
      throw new Error(
        `Two modules add the change kind '${kind.name}'. Remove one of them from the backend.`,
      );
    }
    // safety: methods that take Input get only what `inputSchema` of the same kind returned.
    this.#kinds.set(kind.name, kind as AnyChangeKind);
  }

  /** Throws `InputError` for a kind that no module added. */
  get(name: string): AnyChangeKind {
    const kind = this.find(name);
    if (!kind) {
      const known = [...this.#kinds.keys()].sort().join(', ');
      throw new InputError(
        `There is no change kind '${name}'. ${
          known ? `Known are: ${known}.` : 'No module has added any kind.'
        }`,
      );
    }
    return kind;
  }

  /** The kind of a change that exists. Throws `ServiceUnavailableError` while no module adds it any more. */
  ofExisting(name: string): AnyChangeKind {
    const kind = this.find(name);
    if (!kind) {
      throw new ServiceUnavailableError(missingKindWords(name));
    }
    return kind;
  }

  /** The kind, unless no module adds it (any more). */
  find(name: string): AnyChangeKind | undefined {
    return this.#kinds.get(name);
  }

  all(): readonly AnyChangeKind[] {
    return [...this.#kinds.values()];
  }
}
