import fc from 'fast-check';
import { JsonObject } from '../json';
import { templateDigest } from '../templateDigest';
import { libraryTemplate } from '../__testUtils__/library';
import { allowedValues } from '../__testUtils__/parameterValues';
import { classifyInstance } from './classifyInstance';

const template = libraryTemplate('web-service');
const digest = templateDigest(template);

function classify(values: JsonObject, approvedDigests = [digest]) {
  return classifyInstance({ template, digest, approvedDigests, values });
}

describe('classifyInstance', () => {
  it('is standard with the defaults', () => {
    expect(classify({})).toEqual({
      class: 'standard',
      reasons: [
        'This version of the template web-service is approved.',
        'All values are the defaults.',
      ],
    });
  });

  it.each<[JsonObject, string, RegExp]>([
    [{ replicas: 2 }, 'standard', /defaults/],
    [{ replicas: 3, cpu: '250m' }, 'standard', /replicas = 3/],
    [{ replicas: 4 }, 'modified-within', /replicas = 4/],
    [{ memory: '1024Mi' }, 'modified-within', /memory/],
    [{ memory: '2Gi' }, 'modified-beyond', /outside/],
    [{ replicas: 11, memory: '512Mi' }, 'modified-beyond', /replicas = 11/],
    [{ variables: { LOG_LEVEL: 'debug' } }, 'modified-within', /variables/],
    [{ image: 'registry.example/other:1' }, 'modified-beyond', /image/],
    [{ page: { message: 'Hello' } }, 'standard', /page\.message/],
  ])('judges %j as %s', (values, expected, reason) => {
    const result = classify(values);
    expect(result.class).toBe(expected);
    expect(result.reasons.join('\n')).toMatch(reason);
  });

  it('is novel when the digest is not approved, whatever the values', () => {
    fc.assert(
      fc.property(allowedValues(template.parameters), values => {
        // safety: the parameters are an object
        expect(classify(values as JsonObject, ['sha256:other']).class).toBe(
          'novel',
        );
      }),
      { numRuns: 20 },
    );
  });

  it('is novel when the values are not allowed at all', () => {
    expect(classify({ replicas: 0 })).toMatchObject({ class: 'novel' });
  });

  it('never gets freer by taking a range away', () => {
    const order = ['standard', 'modified-within', 'modified-beyond', 'novel'];
    fc.assert(
      fc.property(
        allowedValues(template.parameters),
        fc.constantFrom(...Object.keys(template.annotations.ranges)),
        (values, removed) => {
          const { [removed]: _, ...ranges } = template.annotations.ranges;
          const options = {
            template,
            digest,
            approvedDigests: [digest],
            values: values as JsonObject, // safety: the parameters are an object
          };
          expect(
            order.indexOf(classifyInstance({ ...options, ranges }).class),
          ).toBeGreaterThanOrEqual(
            order.indexOf(classifyInstance(options).class),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
