import { z } from 'zod';
import { inputMistakes } from './inputMistakes';

const schema = z.union([
  z.strictObject({ image: z.string().regex(/^[a-z]+$/, 'must be an image') }),
  z.strictObject({ manifests: z.string().min(1) }),
  z.strictObject({
    template: z.strictObject({
      version: z.union([z.literal('newest'), z.number()]),
    }),
  }),
]);
const mistakesOf = (input: unknown, of: z.ZodType = schema) => {
  const { error } = of.safeParse(input);
  return error && inputMistakes(error);
};

describe('the mistakes of an input', () => {
  it('name each form that would do when none is closest', () => {
    expect(mistakesOf({})).toBe(
      '✖ One of these must be right: image: Invalid input: expected string, received undefined; or manifests: Invalid input: expected string, received undefined; or template: Invalid input: expected object, received undefined',
    );
  });

  it('are those of the form that is meant', () => {
    expect(mistakesOf({ image: 'NO IMAGE' })).toBe(
      '✖ must be an image\n  → at image',
    );
    expect(mistakesOf({ template: { version: 'first' } })).toBe(
      '✖ One of these must be right: template.version: Invalid input: expected "newest"; or template.version: Invalid input: expected number, received string\n  → at template.version',
    );
  });

  it('have their place in what they are part of', () => {
    expect(
      mistakesOf(
        { deploys: [{ image: 'NO IMAGE' }] },
        z.object({ deploys: z.array(schema) }),
      ),
    ).toBe('✖ must be an image\n  → at deploys[0].image');
  });

  it('are told as ever without a choice', () => {
    const replicas = z.object({ replicas: z.number() });
    const { error } = replicas.safeParse({});
    expect(mistakesOf({}, replicas)).toBe(error && z.prettifyError(error));
  });
});
