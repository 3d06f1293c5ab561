import { dnsLabelSchema } from '@mandate/plugin-mandate-common';
import type {
  RecordedTemplates,
  RecordedTemplateVersion,
  TemplateFile,
  TemplateSource,
} from '@mandate/plugin-mandate-node';
import {
  currentVersion,
  type JsonObject,
  type PackageRenderer,
  parseTemplate,
  renderPackage,
  type Template,
  templateDigest,
  type TemplateInstance,
  type VersionStanding,
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

type ReadCandidate = Candidate | { readonly words: string };

const NOTHING_RECORDED: RecordedTemplates = { versions: async () => [] };
const NO_RENDERER: PackageRenderer = {
  render: async () => ({
    ok: false,
    message: 'Nothing renders Helm charts and Kustomize bases here.',
  }),
};

/**
 * Templates from files and from what the portal recorded, with what people approved. Files are read at each use. The
 * version an instance pins is found again by its digest; a new instance gets the current one ({@link currentVersion}).
 */
export class ApprovedTemplates {
  constructor(
    private readonly source: TemplateSource,
    private readonly recorded: RecordedTemplates = NOTHING_RECORDED,
    private readonly renderer: PackageRenderer = NO_RENDERER,
  ) {}

  /** The template with its objects for an instance, when it is made of a chart or a base; any other as it is. */
  rendered(
    template: Template,
    instance: TemplateInstance,
    values: JsonObject,
  ): Promise<Template> {
    const { renderer } = this;
    return renderPackage({ template, renderer, instance, values });
  }

  async find(name: string, digest?: string): Promise<TemplateLookup> {
    if (!dnsLabelSchema.safeParse(name).success) {
      return missing(`'${name.slice(0, 80)}' is no template's name.`);
    }
    const [file, versions] = await Promise.all([
      this.source.read(name),
      this.recorded.versions(name),
    ]);
    const inFile = file && readFile(file);
    const trusted = file?.trustedDigests ?? [];
    const chosen =
      digest === undefined
        ? forNewInstance({ name, inFile, trusted, versions })
        : ofDigest({ name, digest, inFile, versions });
    return answer(chosen, approvedOf(versions, trusted));
  }
}

function ofDigest(options: {
  readonly name: string;
  readonly digest: string;
  readonly inFile: ReadCandidate | undefined;
  readonly versions: readonly RecordedTemplateVersion[];
}): ReadCandidate {
  const { name, digest, versions } = options;
  const inFile = readable(options.inFile);
  if (inFile?.digest === digest) {
    return inFile;
  }
  const wanted = versions.find(version => version.digest === digest);
  return wanted
    ? readCandidate(wanted.text, name)
    : {
        words: `The version ${digest} of the template '${name}' is not known any more. Name the version to upgrade to.`,
      };
}

function forNewInstance(options: {
  readonly name: string;
  readonly inFile: ReadCandidate | undefined;
  readonly trusted: readonly string[];
  readonly versions: readonly RecordedTemplateVersion[];
}): ReadCandidate {
  const { name, trusted, versions } = options;
  const inFile = readable(options.inFile);
  const current = currentVersion<Candidate & VersionStanding>({
    recorded: versions.flatMap(({ text, state }) => {
      const candidate = readable(readCandidate(text, name));
      return candidate ? [{ ...candidate, state }] : [];
    }),
    inFile: inFile && {
      ...inFile,
      state: trusted.includes(inFile.digest) ? 'approved' : 'not-approved',
    },
  });
  if (current?.state === 'deprecated') {
    return {
      words: `The version ${current.digest} of the template '${name}' is deprecated, so there are no new instances of it, and no other version is approved. Approve one, or use another template.`,
    };
  }
  if (current?.state === 'withdrawn' && !inFile) {
    return {
      words: `Every version of the template '${name}' was withdrawn. Approve another one, or use another template.`,
    };
  }
  return (
    current ??
    options.inFile ?? {
      words: `There is no template '${name}' in the folders of mandate.templates.directories, and none was approved.`,
    }
  );
}

function readable(read: ReadCandidate | undefined): Candidate | undefined {
  return read && !('words' in read) ? read : undefined;
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

function readFile({ name, text, trouble }: TemplateFile): ReadCandidate {
  return trouble === undefined
    ? readCandidate(text, name)
    : { words: `The template '${name}' cannot be used: ${trouble}` };
}

const candidates = new Map<string, ReadCandidate>();
/** Most texts that are kept parsed. */
const MOST_KEPT = 300;

function readCandidate(text: string, name: string): ReadCandidate {
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

function parseCandidate(text: string, name: string): ReadCandidate {
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
  candidate: ReadCandidate,
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
