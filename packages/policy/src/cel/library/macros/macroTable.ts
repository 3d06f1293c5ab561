import type { CelEnvironment } from '../celEnvironment';
import type { Macro } from '../library';

/** The macros of an environment by name. */
export class MacroTable {
  private readonly byName = new Map<string, Macro[]>();

  constructor(macros: readonly Macro[]) {
    for (const macro of macros) {
      const namesakes = this.byName.get(macro.function);
      if (namesakes) {
        namesakes.push(macro);
      } else {
        this.byName.set(macro.function, [macro]);
      }
    }
  }

  /** The macro for a call: one of that many arguments before one of any number, and of those the one declared last. */
  find(
    name: string,
    receiver: boolean,
    argumentCount: number,
  ): Macro | undefined {
    const namesakes = this.byName.get(name);
    if (!namesakes) {
      return undefined;
    }
    const ofCount = (count: number | undefined) =>
      namesakes.findLast(
        macro => macro.receiver === receiver && macro.argumentCount === count,
      );
    return ofCount(argumentCount) ?? ofCount(undefined);
  }
}

const tables = new WeakMap<CelEnvironment['libraries'], MacroTable>();

/** The macros of an environment's libraries; made once for each list of libraries. */
export function macroTable({ libraries }: CelEnvironment): MacroTable {
  const known = tables.get(libraries);
  if (known) {
    return known;
  }
  const table = new MacroTable(libraries.flatMap(({ macros }) => macros ?? []));
  tables.set(libraries, table);
  return table;
}
