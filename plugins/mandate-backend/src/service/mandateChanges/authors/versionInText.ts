import { mandateChangeInputSchema } from '@mandate/plugin-mandate-common';
import { parseAllDocuments } from 'yaml';
import { documentDigest } from '../../plan/planDigest';
import { readMandateInput } from '../readMandateInput';

/** The version of a mandate that a file holds; undefined when it holds none that can be read. */
export function versionInText(
  text: string,
  mandate: string,
): string | undefined {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) {
    return undefined;
  }
  const versions = documents.flatMap(document => {
    if (document.errors.length > 0) {
      return [];
    }
    const parsed = mandateChangeInputSchema.safeParse({
      action: 'put',
      document: document.toJS({ maxAliasCount: 100 }),
    });
    const read = parsed.success && readMandateInput(mandate, parsed.data);
    return read && 'wanted' in read && read.wanted
      ? [documentDigest(read.wanted.spec)]
      : [];
  });
  return versions.at(0);
}
