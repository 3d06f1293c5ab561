import type {
  ConfigurationChangeInput,
  TargetFacts,
} from '@mandate/plugin-mandate-common';

/** For agents and forms. */
export const changeDescription = [
  'Changes the configuration of a service in git and brings it to the cluster. Give one of:',
  '- `{ action: "edit", edits: [{ level, set: [{ path, value }], unset: [path] }] }`: values in the file of a level (`global`, `environment`, `service` or `instance`); paths are lists of keys. Or `{ level, text, base }`: the whole file, made from the version `base`.',
  '- `{ action: "roll-back", to }`: the files of this target as they were at a version.',
  '- `{ action: "apply" }`: what git has, without an edit.',
  '- `{ action: "adopt" }`: what somebody changed in the cluster becomes the configuration.',
  '',
  'The narrower level wins. A wider level concerns other targets as well: the plan lists them, and each gets it by a change of its own. Secrets are references, `{ secretRef: { name, key } }`; what looks like a secret is refused.',
].join('\n');

/** "Change configuration of Checkout in staging: log.level". */
export function changeTitle(
  input: ConfigurationChangeInput,
  { name, environment }: TargetFacts,
): string {
  const where = `${name} in ${environment}`;
  switch (input.action) {
    case 'edit': {
      const what = input.edits.flatMap(edit =>
        'text' in edit
          ? [`the file of level ${edit.level}`]
          : [...edit.set.map(({ path }) => path), ...edit.unset].map(path =>
              path.join('.'),
            ),
      );
      return `Change configuration of ${where}: ${what
        .slice(0, 3)
        .join(', ')
        .slice(0, 120)}`;
    }
    case 'roll-back':
      return `Roll configuration of ${where} back to ${input.to.slice(0, 12)}`;
    case 'apply':
      return `Apply configuration of ${where}`;
    default:
      return `Adopt what was changed in the configuration of ${where}`;
  }
}
