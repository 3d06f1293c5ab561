import { sampleMandate } from '../../__testUtils__/sampleMandate';
import { mandateDocument, mandateRefOf, toYaml } from './mandateDocument';
import { readMandateText } from './readMandateText';

const entityRef = 'mandate:team/core-services';
const text = toYaml(
  mandateDocument({ ...sampleMandate, entityRef }, sampleMandate.spec),
);

describe('the text of a mandate of another namespace', () => {
  it('keeps the namespace, so that it can be proposed', () => {
    expect(text).toContain('namespace: team');
    const read = readMandateText(text, entityRef);
    expect(read.type === 'valid' && mandateRefOf(read.document)).toBe(
      entityRef,
    );
  });

  it('is not the mandate of the same name in default', () => {
    expect(readMandateText(text, sampleMandate.entityRef)).toEqual({
      type: 'invalid',
      problems: ['metadata.namespace: team ≠ default'],
    });
  });
});
