import { z } from 'zod';
import { inputForms } from './inputForms';

describe('forms for what a change kind takes', () => {
  it('ask for what is required first, each by its type and bounds', () => {
    expect(
      inputForms(
        z.strictObject({
          takeOverFrom: z.array(z.string()).default([]),
          replicas: z.number().int().min(0).max(1_000),
          revision: z.number().int().positive().optional(),
          image: z.string(),
          force: z.boolean().optional(),
          size: z.enum(['small', 'large']),
        }),
      ),
    ).toEqual([
      {
        name: 'replicas',
        fields: [
          {
            name: 'replicas',
            required: true,
            type: 'number',
            minimum: 0,
            maximum: 1_000,
          },
          { name: 'image', required: true, type: 'text' },
          {
            name: 'size',
            required: true,
            type: 'choice',
            options: ['small', 'large'],
          },
          { name: 'takeOverFrom', required: false, type: 'data' },
          { name: 'revision', required: false, type: 'number' },
          { name: 'force', required: false, type: 'boolean' },
        ],
      },
    ]);
  });

  it('are several for a union, named after what each needs first', () => {
    const forms = inputForms(
      z.union([
        z.strictObject({ image: z.string() }),
        z.strictObject({
          soakSeconds: z.number().optional(),
          template: z.strictObject({
            parameters: z.custom<object>(value => typeof value === 'object'),
          }),
        }),
      ]),
    );
    expect(forms.map(({ name }) => name)).toEqual(['image', 'template']);
    expect(forms[1].fields[0].type).toBe('data');
  });

  it('ask for nothing when it takes nothing', () => {
    expect(inputForms(z.strictObject({}))).toEqual([{ name: '', fields: [] }]);
  });
});
