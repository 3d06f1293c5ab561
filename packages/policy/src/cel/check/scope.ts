import type { CelType } from '../types/celType';
import type { KnownValues } from './knownValues';

/** A variable that an expression itself introduces: a loop's, or a binding's. */
export interface LocalVariable {
  readonly type: CelType;
  /** What is known of its strings, or of its items'. */
  readonly known?: KnownValues;
}

/** The local variables in force, innermost last. */
export class Scope {
  private readonly blocks: ReadonlyMap<string, LocalVariable>[] = [];

  find(name: string): LocalVariable | undefined {
    for (let index = this.blocks.length - 1; index >= 0; index--) {
      const found = this.blocks[index].get(name);
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  /** All names in force, for suggestions. Those that no source can write are left out. */
  names(): readonly string[] {
    return this.blocks
      .flatMap(block => [...block.keys()])
      .filter(name => !name.startsWith('@'));
  }

  /** Does something with more variables in force. */
  within<T>(variables: ReadonlyMap<string, LocalVariable>, act: () => T): T {
    this.blocks.push(variables);
    try {
      return act();
    } finally {
      this.blocks.pop();
    }
  }
}
