import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  changeControlPermission,
  changeProposePermission,
  changeReadPermission,
  changeVotePermission,
  ledgerCustodyPermission,
  ledgerReadPermission,
  mandatePermissions,
} from '@mandate/plugin-mandate-common';
import permissionModuleMandateRoles, { MandateRolePolicy } from './index';
import { mandateRoles, roleGrants } from './roles';

const members = {
  developer: ['group:default/shop'],
  approver: ['group:default/security'],
  mandateOwner: ['group:default/platform'],
  auditor: ['group:default/audit'],
  administrator: ['user:default/root'],
};
const policy = new MandateRolePolicy(members);

function asked(permission: Permission, ...claims: readonly string[]) {
  // safety: the policy reads nothing else of the one who asks.
  const user = {
    info: {
      userEntityRef: claims[0] ?? 'user:default/sam',
      ownershipEntityRefs: [...claims],
    },
  } as PolicyQueryUser;
  return policy.handle({ permission }, user);
}
const result = async (permission: Permission, ...claims: readonly string[]) =>
  (await asked(permission, ...claims)).result;

const { ALLOW, DENY, CONDITIONAL } = AuthorizeResult;

describe('the roles', () => {
  it('know every permission of Mandate, and no other', () => {
    const known = mandatePermissions.map(({ name }) => name);
    const granted = new Set(
      mandateRoles.flatMap(role => Object.keys(roleGrants[role])),
    );
    expect([...granted].toSorted()).toEqual(known.toSorted());
  });

  it('give somebody who is signed in a look, and nobody else anything', async () => {
    await expect(
      result(changeReadPermission, 'user:default/sam'),
    ).resolves.toBe(ALLOW);
    await expect(
      result(changeProposePermission, 'user:default/sam'),
    ).resolves.toBe(DENY);
    await expect(
      policy.handle({ permission: changeReadPermission }),
    ).resolves.toEqual({ result: DENY });
  });

  it('let developers propose, and control what they propose, own or are asked about', async () => {
    const dana = ['user:default/dana', 'Group:default/Shop'];
    await expect(result(changeProposePermission, ...dana)).resolves.toBe(ALLOW);
    const decision = await asked(changeControlPermission, ...dana);
    expect(decision).toMatchObject({
      result: CONDITIONAL,
      pluginId: 'mandate',
      resourceType: 'mandate-change',
      conditions: {
        anyOf: [
          { rule: 'IS_PROPOSER', params: { claims: dana.map(lower) } },
          { rule: 'IS_TARGET_OWNER' },
          { rule: 'IS_APPROVER' },
        ],
      },
    });
  });

  it('unite what several roles give', async () => {
    await expect(
      result(
        changeControlPermission,
        'group:default/shop',
        'group:default/security',
      ),
    ).resolves.toBe(ALLOW);
  });

  it('let auditors read everything and change nothing', async () => {
    const group = 'group:default/audit';
    await expect(result(ledgerReadPermission, group)).resolves.toBe(ALLOW);
    const writing = mandatePermissions.filter(
      ({ attributes }) => attributes.action !== 'read',
    );
    for (const permission of writing) {
      await expect(result(permission, group)).resolves.toBe(DENY);
    }
  });

  it('keep the ledger’s personal data for administrators', async () => {
    await expect(
      result(ledgerCustodyPermission, 'group:default/platform'),
    ).resolves.toBe(DENY);
    await expect(
      result(ledgerCustodyPermission, 'user:default/root'),
    ).resolves.toBe(ALLOW);
  });

  it('refuse a permission of Mandate that nobody thought of', async () => {
    const unknown = createPermission({
      name: 'mandate.change.explode',
      attributes: { action: 'read' },
    });
    await expect(result(unknown, 'group:default/platform')).resolves.toBe(DENY);
  });

  it('let everybody read what other plugins have, and only those who work with the portal do more', async () => {
    const read = createPermission({
      name: 'catalog.entity.read',
      attributes: { action: 'read' },
    });
    const create = createPermission({
      name: 'scaffolder.task.create',
      attributes: { action: 'create' },
    });
    await expect(result(read, 'user:default/sam')).resolves.toBe(ALLOW);
    await expect(result(create, 'user:default/sam')).resolves.toBe(DENY);
    await expect(result(create, 'group:default/audit')).resolves.toBe(DENY);
    await expect(result(create, 'group:default/shop')).resolves.toBe(ALLOW);
  });
});

describe('the module', () => {
  async function start(permission: object) {
    const setPolicy = jest.fn();
    await startTestBackend({
      extensionPoints: [[policyExtensionPoint, { setPolicy }]],
      features: [
        permissionModuleMandateRoles,
        mockServices.rootConfig.factory({ data: { permission } }),
      ],
    });
    return setPolicy;
  }

  it('sets the policy that the configuration describes, in production too', async () => {
    const setPolicy = await start({
      mandateRoles: { developer: ['group:default/Shop'] },
    });
    const installed: MandateRolePolicy = setPolicy.mock.calls[0][0];
    const decision = await installed.handle(
      { permission: changeVotePermission },
      // safety: the policy reads nothing else of the one who asks.
      {
        info: { ownershipEntityRefs: ['group:default/shop'] },
      } as unknown as PolicyQueryUser,
    );
    expect(decision).toEqual({ result: ALLOW });
  });

  it('fails the start for a role that there is not', async () => {
    await expect(
      start({ mandateRoles: { developers: ['group:default/shop'] } }),
    ).rejects.toThrow(/permission\.mandateRoles/);
  });
});

function lower(text: string): string {
  return text.toLowerCase();
}
