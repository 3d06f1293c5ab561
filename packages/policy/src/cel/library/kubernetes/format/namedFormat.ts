import { types } from '../../../types/celType';
import { CelObjectValue } from '../../../values/runtimeValue';

/** The type of formats. */
export const formatType = types.opaque('kubernetes.NamedFormat');

/** A named format of text. @public */
export class NamedFormat extends CelObjectValue {
  readonly celType = formatType;

  constructor(
    readonly name: string,
    /** What is wrong with a text; nothing when it has the format. */
    readonly faults: (text: string) => readonly string[],
    /** How long the regular expression is that Kubernetes counts as its work. */
    readonly patternLength: number,
  ) {
    super();
  }

  equalTo(other: CelObjectValue): boolean {
    return other instanceof NamedFormat && other.name === this.name;
  }
}
