import type { FunctionDeclaration, Library } from '../library';
import { member, overload } from '../overload';
import { optionalsLibrary } from '../standard/optionalsLibrary';
import { types } from '../../types/celType';
import { CelError } from '../../values/runtimeValue';
import type { CelDuration } from '../../values/time';

/** Functions of the newest optionals library that the cel-go of Kubernetes 1.36 lacks. */
const missingOverloads = new Set(['optional_hasValue_value']);

/** Optional values as Kubernetes has them. */
export const kubernetesOptionalsLibrary: Library = {
  ...optionalsLibrary,
  functions: optionalsLibrary.functions?.map(
    (declaration): FunctionDeclaration => ({
      ...declaration,
      overloads: declaration.overloads.filter(
        ({ id }) => !missingOverloads.has(id),
      ),
    }),
  ),
};

/**
 * Where Kubernetes' cel-go departs from cel-spec: the milliseconds of a duration are all of them, not those beyond the whole
 * second, and `duration(1)` checks but has no value. Stands after the standard library, whose overload of the same id it replaces.
 */
export const celGoTimesLibrary: Library = {
  name: 'cel-go times',
  functions: [
    {
      name: 'duration',
      overloads: [
        overload(
          'int64_to_duration',
          [types.int],
          types.duration,
          () =>
            new CelError(
              "type conversion error from 'int' to 'google.protobuf.Duration'",
            ),
        ),
      ],
    },
    {
      name: 'getMilliseconds',
      description:
        'The milliseconds beyond the whole second, or all of a duration.',
      overloads: [
        member(
          'duration_to_milliseconds',
          [types.duration],
          types.int,
          (value: CelDuration) => Number(value.nanoseconds / 1_000_000n),
        ),
      ],
    },
  ],
};
