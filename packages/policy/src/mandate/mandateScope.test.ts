import fc from 'fast-check';
import { inputWith } from '../__testUtils__/decisionInput';
import { covers, mayOverlap } from './mandateScope';

const values = (...names: string[]) => fc.subarray(names, { minLength: 1 });
const scopes = fc.record(
  {
    environments: values('dev', 'prod'),
    owners: values('group:default/shop', 'group:default/platform'),
    systems: values('system:default/shop', 'system:default/pay'),
    tags: values('pci', 'batch'),
  },
  { requiredKeys: [] },
);
const targets = fc.record({
  environment: fc.constantFrom('dev', 'prod'),
  owner: fc.constantFrom('group:default/shop', 'group:default/platform'),
  system: fc.constantFrom('system:default/shop', 'system:default/pay'),
  tags: fc.subarray(['pci', 'batch']),
});

describe('mayOverlap', () => {
  it('is true of two scopes that cover the same target', () => {
    fc.assert(
      fc.property(scopes, scopes, targets, (one, other, attributes) => {
        const { target } = inputWith([], { target: attributes }).facts;
        fc.pre(covers(one, target) && covers(other, target));
        expect(mayOverlap(one, other)).toBe(true);
      }),
    );
  });

  it('is false when an attribute rules it out', () => {
    expect(
      mayOverlap({ environments: ['dev'] }, { environments: ['prod'] }),
    ).toBe(false);
  });
});
