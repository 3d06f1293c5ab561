import fc from 'fast-check';
import { facts, inputWith } from '../__testUtils__/decisionInput';
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

describe('a scope', () => {
  it.each([
    [{ containerTypes: ['core-service'] }, { containerType: 'utility' }],
    [{ environments: ['dev', 'prod'] }, { environment: 'staging' }],
    [{ kinds: ['component'] }, { kind: 'resource' }],
    [{ owners: ['group:default/shop'] }, { owner: 'group:default/pay' }],
    [{ systems: ['system:default/shop'] }, { system: undefined }],
    [{ tags: ['java', 'batch'] }, { tags: ['go'] }],
    [{ labels: { zone: ['a', 'b'] } }, { labels: { zone: 'c' } }],
    [{ clusters: ['local'] }, { cluster: 'other' }],
    [{ namespaces: ['shop'] }, { namespace: 'pay' }],
    [
      { entities: ['component:default/checkout'] },
      { entityRef: 'component:default/orders' },
    ],
  ])(
    'covers what has one of the values of %j, and nothing else',
    (scope, other) => {
      const target = {
        ...facts.target,
        system: 'system:default/shop',
        labels: { zone: 'b' },
      };
      expect(covers(scope, target)).toBe(true);
      expect(covers(scope, { ...target, ...other })).toBe(false);
    },
  );
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

describe('labels in a scope', () => {
  const labelled = (labels: Record<string, string> | undefined) => ({
    ...facts.target,
    labels,
  });

  it('must each have one of the named values', () => {
    const scope = { labels: { tier: ['gold', 'silver'], region: 'eu' } };
    expect(covers(scope, labelled({ tier: 'gold', region: 'eu' }))).toBe(true);
    expect(covers(scope, labelled({ tier: 'gold', region: 'us' }))).toBe(false);
    expect(covers(scope, labelled({ tier: 'gold' }))).toBe(false);
    expect(covers(scope, labelled(undefined))).toBe(false);
  });

  it('are no names of Object.prototype', () => {
    const scope = { labels: Object.fromEntries([['constructor', 'x']]) };
    expect(covers(scope, labelled({}))).toBe(false);
  });

  it('that exclude each other do not overlap', () => {
    expect(
      mayOverlap(
        { labels: { tier: 'gold' } },
        { labels: { tier: ['silver'] } },
      ),
    ).toBe(false);
    expect(
      mayOverlap({ labels: { tier: 'gold' } }, { labels: { region: 'eu' } }),
    ).toBe(true);
  });
});
