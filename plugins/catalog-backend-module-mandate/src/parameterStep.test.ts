import { Draft07 } from 'json-schema-library';
import { retrieveSchema, type RJSFSchema } from '@rjsf/utils';
import validator from '@rjsf/validator-ajv8';
import { parameterStep } from './parameterStep';

const step = parameterStep(
  {
    title: 'Size',
    parameters: ['replicas', 'grows', 'maximum', 'mode', 'pause', 'memory'],
  },
  {
    schema: {
      required: ['replicas'],
      properties: {
        replicas: { type: 'integer' },
        grows: { type: 'boolean', default: true },
        maximum: { type: 'integer', default: 4 },
        mode: { type: 'string', default: 'fast', enum: ['fast', 'slow'] },
        pause: { type: 'integer', default: 1 },
        memory: { type: 'string', default: '1Gi' },
        elsewhere: { type: 'string' },
      },
    },
    conditions: {
      pause: { parameter: 'mode', equals: 'slow' },
      maximum: { parameter: 'grows', equals: true },
      mode: { parameter: 'grows', equals: true },
      elsewhere: { parameter: 'grows', equals: true },
    },
  },
  {},
);

/** The fields that the scaffolder's form draws for what is filled in. */
function drawn(formData: object): readonly string[] {
  // safety: the step is draft 7, which the form's library has its own type for.
  const schema = step as RJSFSchema;
  const resolved = retrieveSchema(validator, schema, schema, formData);
  return Object.keys(resolved.properties ?? {}).sort();
}

describe('a step with parameters that are asked under conditions', () => {
  it('draws those whose condition holds', () => {
    expect(drawn({ grows: true, mode: 'fast' })).toEqual(
      ['grows', 'maximum', 'memory', 'mode', 'replicas'].sort(),
    );
    expect(drawn({ grows: true, mode: 'slow' })).toContain('pause');
    expect(drawn({ grows: false })).toEqual(['grows', 'memory', 'replicas']);
  });

  it('hides what depends on a hidden one, whatever that was before', () => {
    expect(drawn({ grows: false, mode: 'slow', pause: 3 })).toEqual([
      'grows',
      'memory',
      'replicas',
    ]);
  });

  it('accepts every answer, those that were given before a field went away, too', () => {
    for (const grows of [true, false]) {
      for (const mode of ['fast', 'slow']) {
        const answers = { replicas: 2, grows, mode, maximum: 9, pause: 2 };
        // safety: as above.
        const { errors } = validator.validateFormData(
          answers,
          step as RJSFSchema,
        );
        expect(errors).toEqual([]);
      }
    }
  });

  it('has the review step leave out what is not asked any more, and nothing else', () => {
    const growing = parameterStep(
      { title: 'Size', parameters: ['replicas', 'grows', 'maximum'] },
      {
        schema: {
          properties: {
            replicas: { type: 'integer' },
            grows: { type: 'boolean', default: true },
            maximum: { type: 'integer', default: 4 },
          },
        },
        conditions: { maximum: { parameter: 'grows', equals: true } },
      },
      {},
    );
    /** As the scaffolder's review step looks up how to show an answer. */
    const shown = (data: object) =>
      Object.keys(data).filter(
        name =>
          new Draft07(growing).getSchema({ pointer: `#/${name}`, data })?.[
            'ui:backstage'
          ]?.review?.show !== false,
      );
    expect(shown({ replicas: 2, grows: true, maximum: 9 })).toEqual([
      'replicas',
      'grows',
      'maximum',
    ]);
    expect(shown({ replicas: 2, grows: false, maximum: 9 })).toEqual([
      'replicas',
      'grows',
    ]);
  });

  it('keeps the order of the group, and the fields made for what parameters mean', () => {
    expect(step['ui:order']).toEqual([
      'replicas',
      'grows',
      'maximum',
      'mode',
      'pause',
      'memory',
      '*',
    ]);
    expect(step).toMatchObject({
      required: ['replicas'],
      properties: { memory: { 'ui:field': 'MandateSizePicker' } },
    });
  });

  it('has neither when nothing depends on anything', () => {
    expect(
      parameterStep(
        { title: 'Size', parameters: ['size'] },
        { schema: { properties: { size: { type: 'integer' } } } },
        {},
      ),
    ).toEqual({ title: 'Size', properties: { size: { type: 'integer' } } });
  });
});
