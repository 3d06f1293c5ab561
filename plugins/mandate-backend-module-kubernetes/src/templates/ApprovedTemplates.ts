import { dnsLabelSchema } from '@mandate/plugin-mandate-common';
import type {
  RecordedTemplates,
  RecordedTemplateVersion,
  TemplateSource,
} from '@mandate/plugin-mandate-node';
import {
  parseTemplate,
  type Template,
  templateDigest,
} from '@mandate/templates';

/** A template by name, or why there is none. */
export type TemplateLookup =
  | {
      readonly type: 'found';
      readonly template: Template;
      readonly digest: string;
      /** Digests of this name that people approved. */
      readonly approvedDigests: readonly string[];
    }
  | { readonly type: 'missing'; readonly words: string };

/** One text that may be meant. */
interface Candidate {
  readonly text: string;
  readonly digest: string;
  readonly template: Template;
}

const NOTHING_RECORDED: RecordedTemplates = { versions: async () => [] };

/**
 * Templates from files and from what the portal recorded, with what people approved. Files are read at each use. The
 * version an instance pins is found again by its digest; a new instance gets the file when that is approved, else the
 * newest version that is, else the file as it is, which is novel then.
 */
export class ApprovedTemplates {
  constructor(
    private readonly source: TemplateSource,
    private readonly recorded: RecordedTemplates = NOTHING_RECORDED,
  ) {}

  async find(name: string, digest?: string): Promise<TemplateLookup> {
    if (!dnsLabelSchema.safeParse(name).success) {
      return missing(`'${name.slice(0, 80)}' is no template's name.`);
    }
    const [file, versions] = await Promise.all([
      this.source.read(name),
      this.recorded.versions(name),
    ]);
    const inFile = file && readCandidate(file.text, name);
    const approved = approvedOf(versions, file?.trustedDigests ?? []);
    const newest = versions.find(({ state }) => state === 'approved');
    const wanted =
      digest === undefined
        ? undefined
        : versions.find(version => version.digest === digest);
    if (digest !== undefined) {
      const isInFile =
        inFile && !('words' in inFile) && inFile.digest === digest;
      const found = isInFile
        ? inFile
        : wanted && readCandidate(wanted.text, name);
      return found
        ? answer(found, approved)
        : missing(
            `The version ${digest} of the template '${name}' is not known any more. Name the version to upgrade to.`,
          );
    }
    const isFileApproved =
      inFile && !('words' in inFile) && approved.includes(inFile.digest);
    const chosen =
      isFileApproved || !newest ? inFile : readCandidate(newest.text, name);
    return chosen
      ? answer(chosen, approved)
      : missing(
          `There is no template '${name}' in the folders of mandate.templates.directories, and none was approved.`,
        );
  }
}

/** What a change recorded counts before the list of the start: a version that was withdrawn stays withdrawn. */
function approvedOf(
  versions: readonly RecordedTemplateVersion[],
  trusted: readonly string[],
): readonly string[] {
  const known = new Map(versions.map(({ digest, state }) => [digest, state]));
  return [
    ...trusted.filter(digest => !known.has(digest)),
    // Deprecated is for new instances; those that have it keep being standard until they are upgraded.
    ...versions
      .filter(({ state }) => state !== 'withdrawn')
      .map(({ digest }) => digest),
  ];
}

const candidates = new Map<string, Candidate | { readonly words: string }>();
/** Most texts that are kept parsed. */
const MOST_KEPT = 300;

function readCandidate(
  text: string,
  name: string,
): Candidate | { readonly words: string } {
  const known = candidates.get(text);
  if (known) {
    return known;
  }
  if (candidates.size >= MOST_KEPT) {
    candidates.clear();
  }
  const read = parseCandidate(text, name);
  candidates.set(text, read);
  return read;
}

function parseCandidate(
  text: string,
  name: string,
): Candidate | { readonly words: string } {
  const parsed = parseTemplate(text);
  if (!parsed.ok) {
    const [{ line, column, message }] = parsed.problems;
    return {
      words: `The template '${name}' is not valid (line ${line}, column ${column}): ${message}`,
    };
  }
  const { template } = parsed;
  return template.name === name
    ? { text, template, digest: templateDigest(template) }
    : {
        words: `The template in the folder '${name}' calls itself '${template.name}'. Make both the same.`,
      };
}

function answer(
  candidate: Candidate | { readonly words: string },
  approvedDigests: readonly string[],
): TemplateLookup {
  if ('words' in candidate) {
    return missing(candidate.words);
  }
  const { template, digest } = candidate;
  return { type: 'found', template, digest, approvedDigests };
}

function missing(words: string): TemplateLookup {
  return { type: 'missing', words };
}
