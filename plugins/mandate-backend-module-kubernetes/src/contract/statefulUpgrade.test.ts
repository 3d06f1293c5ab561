import { resolve } from 'node:path';
import {
  type ClusterObject,
  PARAMETERS_ANNOTATION,
  TEMPLATE_ANNOTATION,
  TEMPLATE_DIGEST_ANNOTATION,
} from '@mandate/plugin-mandate-common';
import type { ObserveContext } from '@mandate/plugin-mandate-node';
import { targetIn } from '../__testUtils__/targets';
import { desiredByTemplate } from '../kinds/deploy/desiredByTemplate';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { TemplateFolders } from '../templates/TemplateFolders';

const NAME = 'postgresql-database';
const examples = resolve(__dirname, '../../../../examples/templates');
const templates = new ApprovedTemplates(
  new TemplateFolders({
    directories: [examples],
    approvals: resolve(examples, 'approved.yaml'),
  }),
);
const target = {
  ...targetIn('dev'),
  workload: { kind: 'StatefulSet' as const, name: 'checkout' },
};

/** A database as it was rendered from the approved version with this image. */
async function running(image: string): Promise<ClusterObject> {
  const found = await templates.find(NAME);
  if (found.type === 'missing') {
    throw new Error(found.words);
  }
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      name: 'checkout',
      annotations: {
        [TEMPLATE_ANNOTATION]: NAME,
        [TEMPLATE_DIGEST_ANNOTATION]: found.digest,
        [PARAMETERS_ANNOTATION]: JSON.stringify({
          image,
          passwordSecret: 'db',
        }),
      },
    },
  };
}

async function upgraded(from: string, to: string) {
  const desired = await desiredByTemplate({
    // safety: a template that refers to nothing and waits for nothing asks no cluster.
    context: { target } as ObserveContext,
    target,
    live: await running(`docker.io/library/postgres:${from}`),
    templates,
    name: NAME,
    parameters: { image: `docker.io/library/postgres:${to}` },
  });
  return desired.type === 'desired' ? desired.template : desired;
}

describe('another version of what keeps data', () => {
  it('is decided by a person when it is a major one, also inside of what is standard', async () => {
    expect(await upgraded('17.9', '18.6')).toMatchObject({
      approved: true,
      classification: 'novel',
      reasons: expect.arrayContaining([expect.stringMatching(/major/i)]),
    });
  });

  it('is standard when it is a minor one', async () => {
    expect(await upgraded('18.5', '18.6')).toMatchObject({
      classification: 'standard',
    });
  });
});
