import { ConfigReader } from '@backstage/config';
import { defaultRunSettings } from '../run/RunSettings';
import { readKernelSettings } from './KernelSettings';

const read = (mandate: object) =>
  readKernelSettings(new ConfigReader({ mandate: { ...mandate } }));

const webhook = (secret: string) => ({
  webhooks: [{ name: 'chat', url: 'https://chat.example', secret }],
});

describe('readKernelSettings', () => {
  it('keeps the defaults of runs that the configuration leaves out', () => {
    expect(read({}).runs).toEqual(defaultRunSettings);
    expect(read({ runs: { lease: 'PT2M', concurrency: 20 } }).runs).toEqual({
      ...defaultRunSettings,
      leaseMs: 120_000,
      concurrency: 20,
    });
  });

  it.each([
    [{ runs: { lease: 'PT0S' } }, /lease/],
    [{ runs: { lease: 'PT5S', poll: 'PT4S' } }, /lease must be at least/],
    [{ runs: { concurrency: 0 } }, /concurrency/],
    [{ interventions: { reviewWithin: 'soon' } }, /reviewWithin/],
    [{ deliveryTimeout: 'PT2M' }, /half a minute at most/],
    [webhook('whsec_no base64'), /is not base64.*\n.*webhooks\[0\].secret/],
    [webhook(`whsec_${'A'.repeat(24)}`), /is shorter than 24 bytes/],
    [webhook('too short'), /webhooks\[0\].secret/],
  ])('refuses %j with the place', (mandate, words) => {
    expect(() => read(mandate)).toThrow(words);
  });

  it('takes the secret of a webhook as text, or after whsec_ as base64', () => {
    const secretOf = (secret: string) =>
      read(webhook(secret)).webhooks[0]?.secret;
    const text = 'a secret that both of us know';
    expect(secretOf(text)).toEqual(Buffer.from(text));
    expect(secretOf(`whsec_${'+/'.repeat(16)}`)).toEqual(
      Buffer.from('fbffbf'.repeat(8), 'hex'),
    );
  });

  it('takes agents by their subject alone, or with what they may say', () => {
    const agents = ['ci', { subject: 'chat', mayNamePerson: true }];
    expect(read({ agents }).agents).toEqual([
      { subject: 'ci', mayNamePerson: false },
      { subject: 'chat', mayNamePerson: true },
    ]);
  });

  it('takes a person only for the owner of an agent', () => {
    const ownedBy = (owner: string) =>
      read({ agents: [{ subject: 'ci', owner }] }).agents;
    expect(ownedBy('user:default/Pia')[0]?.owner).toBe('user:default/pia');
    expect(() => ownedBy('group:default/platform')).toThrow(/agents/);
  });

  it('has what people did against the rules reviewed within a day', () => {
    expect(read({}).interventions.reviewWithin).toBe(86_400_000);
  });

  it('lets nobody intervene unless groups are named', () => {
    expect(read({}).interventions).toMatchObject({
      override: [],
      breakGlass: [],
      reviewers: [],
    });
  });
});
