import { JsonObject } from '../json';
import { readYaml } from './readYaml';

/** Reads files of a package; one that is missing is empty, and one that cannot be read is empty and a problem. */
export function yamlReader(
  files: Readonly<Record<string, string>>,
  problems: { file: string; message: string }[],
): (file: string) => JsonObject {
  return file => {
    const text = files[file];
    const result = text === undefined ? undefined : readYaml(text);
    if (result?.ok === false) {
      problems.push({ file, message: result.message });
    }
    return result?.ok ? result.value : {};
  };
}
