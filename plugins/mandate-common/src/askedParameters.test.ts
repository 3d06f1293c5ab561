import fc from 'fast-check';
import { askedParameters } from './askedParameters';

const template = {
  schema: {
    properties: {
      grows: { type: 'boolean', default: true },
      maximum: { type: 'integer', default: 4 },
      mode: { type: 'string', enum: ['fast', 'slow'] },
      pause: { type: 'integer', default: 1 },
    },
  },
  conditions: {
    maximum: { parameter: 'grows', equals: true },
    mode: { parameter: 'grows', equals: true },
    pause: { parameter: 'mode', equals: 'slow' },
  },
};

describe('values of parameters that are asked', () => {
  it.each([
    ['is the one that is asked for', { grows: true, maximum: 9 }],
    ['is left out, and its default is', { maximum: 9 }],
    ['is empty, and its default is', { grows: '', maximum: 9 }],
  ])('stay when the value they depend on %s', (_case, values) => {
    expect(askedParameters(values, template)).toEqual(values);
  });

  it('are left out when it is another', () => {
    expect(askedParameters({ grows: false, maximum: 9 }, template)).toEqual({
      grows: false,
    });
  });

  it('are left out when what they depend on is not asked itself', () => {
    expect(
      askedParameters({ grows: false, mode: 'slow', pause: 9 }, template),
    ).toEqual({ grows: false });
    expect(
      askedParameters({ grows: true, mode: 'slow', pause: 9 }, template),
    ).toEqual({ grows: true, mode: 'slow', pause: 9 });
  });

  it('are all there when the template has no conditions', () => {
    const values = { grows: false, maximum: 9 };
    expect(askedParameters(values, { schema: template.schema })).toEqual(
      values,
    );
  });

  it('are never changed, and never those that wait for themselves', () => {
    const name = fc.constantFrom('grows', 'maximum', 'mode', 'pause');
    const value = fc.constantFrom<unknown>(true, false, 'fast', 'slow', 4, '');
    const equals = fc.constantFrom(true, false, 'fast', 'slow', 4);
    fc.assert(
      fc.property(
        fc.dictionary(name, value),
        fc.dictionary(name, fc.record({ parameter: name, equals })),
        (values, conditions) => {
          const asking = { schema: template.schema, conditions };
          const once = askedParameters(values, asking);
          for (const [kept, its] of Object.entries(once)) {
            expect(its).toBe(values[kept]);
          }
          for (const [left] of Object.entries(conditions)) {
            const { parameter } = conditions[left];
            expect(left in once && parameter === left).toBe(false);
          }
        },
      ),
    );
  });
});
