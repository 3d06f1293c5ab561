import { stringify } from 'yaml';
import { PACKAGE_KIND, type PackageFormat } from './packageDocument';

/**
 * A chart or base as the one text that is digested, approved and recorded. The order of the files says nothing. Whether it
 * can be used is told by `parseTemplate`.
 *
 * @public
 */
export function packageText(options: {
  readonly name: string;
  readonly format: PackageFormat;
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
}): string {
  const { name, format, files } = options;
  return stringify(
    {
      apiVersion: 'mandate.dev/v1alpha1',
      kind: PACKAGE_KIND,
      metadata: { name },
      spec: {
        format,
        files: Object.fromEntries(
          Object.entries(files).sort(([left], [right]) =>
            left < right ? -1 : 1,
          ),
        ),
      },
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}
