import type { MandateChangeInput } from '@mandate/plugin-mandate-common';
import { parseMandate } from '@mandate/policy';
import type { DescribedMandate } from '../../domain/mandateChange/mandateObject';
import { errorWords } from '../mandates/readMandate';

/** The mandate that is wanted, checked in full; undefined for none. Or why it cannot be. */
export function readMandateInput(
  entityRef: string,
  input: MandateChangeInput,
):
  | { readonly wanted: DescribedMandate | undefined }
  | { readonly words: string } {
  if (input.action === 'remove') {
    return { wanted: undefined };
  }
  const { metadata } = input.document;
  const named = `mandate:${metadata.namespace ?? 'default'}/${
    metadata.name
  }`.toLowerCase();
  if (named !== entityRef.toLowerCase()) {
    return {
      words: `The document is the mandate ${named}, and the change is about ${entityRef}. Both must be the same.`,
    };
  }
  const parsed = parseMandate(input.document);
  return parsed.ok
    ? {
        wanted: {
          name: entityRef,
          title: parsed.title,
          description: metadata.description,
          spec: parsed.spec,
        },
      }
    : {
        words: `The mandate is not valid: ${parsed.errors
          .map(errorWords)
          .join('; ')}`,
      };
}
