import { fromNative } from '../../../values/fromNative';
import { CelError } from '../../../values/runtimeValue';
import type { RuntimeValue } from '../../../values/runtimeValue';
import { typeOf } from '../../../values/typeOf';
import { maximumTextLength, textTooLong } from '../../textLimits';
import { readTemplate } from './readTemplate';
import type { Verb } from './readTemplate';

/** One version of `format`: how it writes a value for each verb. */
export interface Dialect {
  readonly maximumPrecision: number;
  /** Undefined when the verb cannot write the value. */
  write(
    verb: Verb,
    value: RuntimeValue,
    precision: number | undefined,
  ): string | CelError | undefined;
  /** What a verb can write, in cel-go's words. */
  readonly writable: Readonly<Record<Verb, string>>;
}

/** What `%s` can write, in all versions. */
export const writableAsText =
  'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps';

/** `'%s is %d'.format(['x', 1])` in a dialect. */
export function formatWith(
  dialect: Dialect,
): (template: string, values: readonly unknown[]) => string | CelError {
  return (template, values) => {
    let text = '';
    let next = 0;
    for (const part of readTemplate(template, dialect.maximumPrecision)) {
      if (part.kind === 'text') {
        text += part.text;
      } else if (next >= values.length) {
        return new CelError(`index ${next} out of range`);
      } else if (part.kind === 'faulty') {
        return new CelError(part.message);
      } else {
        const value = fromNative(values[next]);
        const written =
          value instanceof CelError
            ? value
            : dialect.write(part.verb, value, part.precision) ??
              cannotWrite(dialect.writable[part.verb], value);
        if (written instanceof CelError) {
          return written;
        }
        text += written;
        next += 1;
      }
      if (text.length > maximumTextLength) {
        return textTooLong;
      }
    }
    return text;
  };
}

/** Why a verb does not write a value. */
export function cannotWrite(words: string, value: RuntimeValue): CelError {
  return new CelError(
    `error during formatting: ${words}, was given ${typeOf(value).name}`,
  );
}
