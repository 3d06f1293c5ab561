import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { CallerReader } from './CallerReader';

const reader = new CallerReader({
  auth: mockServices.auth(),
  httpAuth: mockServices.httpAuth(),
  agents: [
    { subject: 'external:release-bot', mayNamePerson: false },
    {
      subject: 'external:chat',
      mayNamePerson: true,
      owner: 'user:default/pia',
    },
  ],
});

describe('CallerReader', () => {
  it('takes a signed-in user for a person', () => {
    expect(
      reader.ofCredentials(mockCredentials.user('user:default/Dana')),
    ).toMatchObject({ proposer: { kind: 'user', ref: 'user:default/dana' } });
  });

  it('takes an agent that uses a user token for an agent on that user’s behalf', () => {
    const caller = reader.ofCredentials(
      mockCredentials.user('user:default/dana', {
        actor: { subject: 'plugin:mcp-actions' },
      }),
    );
    expect(caller).toMatchObject({
      proposer: {
        kind: 'agent',
        ref: 'plugin:mcp-actions',
        onBehalfOf: 'user:default/dana',
      },
      actedBy: 'plugin:mcp-actions',
    });
  });

  it('keeps a person who proposes through another plugin a person, and says that it acted', () => {
    const caller = reader.ofCredentials(
      mockCredentials.user('user:default/dana', {
        actor: { subject: 'plugin:scaffolder' },
      }),
    );
    expect(caller).toMatchObject({
      proposer: { kind: 'user', ref: 'user:default/dana' },
      actedBy: 'plugin:scaffolder',
    });
  });

  it('tells agents from services by the configuration', () => {
    const kindOf = (subject: string) =>
      reader.ofCredentials(mockCredentials.service(subject)).proposer.kind;
    expect(kindOf('external:release-bot')).toBe('agent');
    expect(kindOf('plugin:catalog')).toBe('service');
  });

  it('lets agents name a person where the configuration says so', () => {
    const of = (subject: string) =>
      reader.ofCredentials(mockCredentials.service(subject));
    expect(of('external:chat').mayNamePerson).toBe(true);
    expect(of('external:release-bot').mayNamePerson).toBeUndefined();
  });

  it('says who answers for an agent', () => {
    const ownerOf = (subject: string) =>
      reader.ofCredentials(mockCredentials.service(subject)).proposer.owner;
    expect(ownerOf('external:chat')).toBe('user:default/pia');
    expect(ownerOf('external:release-bot')).toBeUndefined();
  });

  it('turns away who is not signed in', () => {
    expect(() => reader.ofCredentials(mockCredentials.none())).toThrow(
      /Sign in/,
    );
  });
});
