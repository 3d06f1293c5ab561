import type {
  ObserveContext,
  RecordedTemplateVersion,
} from '@mandate/plugin-mandate-node';
import {
  draftFromObjects,
  objectsFromCompose,
  parseTemplate,
  templateDigest,
} from '@mandate/templates';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { desiredByTemplate } from '../kinds/deploy/desiredByTemplate';
import { targetIn } from '../__testUtils__/targets';

const compose = `
name: checkout
services:
  checkout:
    image: registry.example/report:1.0.0
    ports: [8080]
`;

/** The file that the action mandate:request-template would propose. */
function drafted(): { readonly text: string; readonly digest: string } {
  const read = objectsFromCompose(compose);
  if (!read.ok) {
    throw new Error(read.message);
  }
  const { text } = draftFromObjects(
    {
      name: 'report-generator',
      title: 'Report generator',
      description: 'Makes reports.',
      owner: 'group:default/platform',
    },
    read.objects,
  );
  const parsed = parseTemplate(text);
  if (!parsed.ok) {
    throw new Error(parsed.problems.map(({ message }) => message).join(' '));
  }
  return { text, digest: templateDigest(parsed.template) };
}

function templatesWith(
  recorded: readonly RecordedTemplateVersion[],
): ApprovedTemplates {
  return new ApprovedTemplates(
    { names: async () => [], read: async () => undefined },
    { versions: async () => recorded },
  );
}

function desired(
  recorded: readonly RecordedTemplateVersion[],
  parameters = {},
) {
  const target = targetIn('dev');
  return desiredByTemplate({
    // safety: a template that refers to nothing and waits for nothing asks no cluster.
    context: { target } as ObserveContext,
    target,
    live: undefined,
    templates: templatesWith(recorded),
    name: 'report-generator',
    parameters,
  });
}

describe('a novel template', () => {
  const { text, digest } = drafted();
  const version: RecordedTemplateVersion = {
    name: 'report-generator',
    digest,
    text,
    state: 'approved',
    sinceMs: 0,
  };

  it('does not exist before it is approved', async () => {
    await expect(desired([])).resolves.toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('none was approved'),
    });
  });

  it('is standard once it is approved, and not beyond what it declares', async () => {
    await expect(desired([version])).resolves.toMatchObject({
      type: 'desired',
      template: { digest, approved: true, classification: 'standard' },
    });
    await expect(desired([version], { replicas: 40 })).resolves.toMatchObject({
      template: { classification: 'modified-beyond' },
    });
  });

  it('is novel again once its approval is withdrawn', async () => {
    const withdrawn = { ...version, state: 'withdrawn' as const };
    const templates = templatesWith([withdrawn]);
    await expect(
      templates.find('report-generator', digest),
    ).resolves.toMatchObject({ type: 'found', approvedDigests: [] });
  });

  it('is kept by who has it when it is deprecated', async () => {
    const templates = templatesWith([{ ...version, state: 'deprecated' }]);
    await expect(
      templates.find('report-generator', digest),
    ).resolves.toMatchObject({ approvedDigests: [digest] });
    await expect(templates.find('report-generator')).resolves.toMatchObject({
      type: 'missing',
    });
  });
});
