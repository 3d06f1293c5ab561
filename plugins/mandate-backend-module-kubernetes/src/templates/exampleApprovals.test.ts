import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { ApprovedTemplates } from './ApprovedTemplates';
import { TemplateFolders } from './TemplateFolders';

const examples = resolve(__dirname, '../../../../examples/templates');
const names = readdirSync(examples, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

/** When a template changes, this fails and shows the new digest; whoever answers for it copies it into the list. */
describe('examples/templates/approved.yaml', () => {
  it.each(names)('lists the present digest of %s', async name => {
    const templates = new ApprovedTemplates(
      new TemplateFolders({
        directories: [examples],
        approvals: resolve(examples, 'approved.yaml'),
      }),
    );
    const found = await templates.find(name);
    if (found.type !== 'found') {
      throw new Error(found.words);
    }
    expect(found.approvedDigests).toContain(found.digest);
  });

  it('says who approved what, and when', () => {
    const { approved } = parse(
      readFileSync(resolve(examples, 'approved.yaml'), 'utf8'),
    );
    for (const entry of approved) {
      expect(entry).toEqual({
        name: expect.any(String),
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        approvedBy: expect.stringMatching(/^(user|group):/),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      });
    }
  });
});
