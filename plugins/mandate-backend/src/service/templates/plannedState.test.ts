import {
  parseTemplate,
  type Template,
  templateDigest,
} from '@mandate/templates';
import type { StoredTemplateVersion } from '../../database/templates/TemplateVersionStore';
import { baseVersionOf, readPlannedState } from './plannedState';
import { approvalPlan, withdrawalPlan } from './templatePlan';
import { templateFile } from './testing/templateFile';

const text = templateFile({ size: 1 });
const template = parsed(text);
const version: StoredTemplateVersion = {
  name: 'queue',
  digest: templateDigest(template),
  text,
  state: 'approved',
  reason: 'On the list.',
  changeId: 'earlier',
  sinceMs: 7,
};

describe('what a plan keeps of a version', () => {
  it('says since when, why and by which change it stood before it is taken out of use', () => {
    const plan = withdrawalPlan({
      version,
      template,
      action: 'withdraw',
      reason: 'It leaks.',
      instances: [],
      baseVersion: baseVersionOf([version]),
    });
    expect(readPlannedState(plan)).toMatchObject({
      before: 'approved',
      after: 'withdrawn',
      reason: 'It leaks.',
      standingBefore: {
        sinceMs: 7,
        reason: 'On the list.',
        changeId: 'earlier',
      },
    });
  });

  it('is nothing of a version that is approved for the first time', () => {
    const plan = approvalPlan({
      before: undefined,
      after: { template, digest: version.digest, preview: template },
      baseVersion: baseVersionOf([]),
      isCommitted: false,
    });
    expect(readPlannedState(plan)).toEqual({
      name: 'queue',
      digest: version.digest,
      text: expect.any(String),
      before: 'not recorded',
      after: 'approved',
    });
  });
});

function parsed(file: string): Template {
  const read = parseTemplate(file);
  if (!read.ok) {
    throw new Error(read.problems.map(({ message }) => message).join(' '));
  }
  return read.template;
}
