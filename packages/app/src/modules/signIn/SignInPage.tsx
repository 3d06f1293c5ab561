import {
  configApiRef,
  discoveryApiRef,
  type IdentityApi,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button, Card, CardBody, Flex, Text } from '@backstage/ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { oidcAuthApiRef } from './oidcAuthApiRef';
import { rememberedRole, signInAsRole } from './roleIdentity';
import { signInTranslationRef } from './translation';
import styles from './SignInPage.module.css';

interface Role {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
}

/** Offers the roles of the example organisation when they are configured, and the company account otherwise. */
export function SignInPage({ onSignInSuccess }: SignInPageProps) {
  const roles = useRoles();
  const { signIn, busy, problem } = useSignIn(onSignInSuccess);
  const title = useApi(configApiRef).getOptionalString('app.title');
  const { t } = useTranslationRef(signInTranslationRef);

  return (
    <main className={styles.page}>
      <Flex direction="column" gap="4" className={styles.content}>
        <Text as="h1" variant="title-large" weight="bold">
          {title ?? t('title')}
        </Text>
        {problem && <Alert status="danger" title={problem} role="alert" icon />}
        {roles.length > 0 ? (
          <>
            <Text as="p" variant="body-large">
              {t('chooseRole')}
            </Text>
            <ul className={styles.roles}>
              {roles.map(role => (
                <li key={role.name}>
                  <RoleCard
                    role={role}
                    isDisabled={busy}
                    onChoose={() => signIn.asRole(role.name)}
                  />
                </li>
              ))}
            </ul>
          </>
        ) : (
          <Button isDisabled={busy} onPress={signIn.withCompanyAccount}>
            {t('withCompanyAccount')}
          </Button>
        )}
      </Flex>
    </main>
  );
}

function RoleCard(props: {
  role: Role;
  isDisabled: boolean;
  onChoose(): void;
}) {
  const { role } = props;
  const { t } = useTranslationRef(signInTranslationRef);
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="2" align="start">
          <Text as="h2" variant="title-x-small" weight="bold">
            {role.title}
          </Text>
          <Text as="p" color="secondary">
            {role.description}
          </Text>
          <Button isDisabled={props.isDisabled} onPress={props.onChoose}>
            {t('asRole', { role: role.title })}
          </Button>
        </Flex>
      </CardBody>
    </Card>
  );
}

function useRoles(): readonly Role[] {
  const config = useApi(configApiRef);
  return useMemo(
    () =>
      (config.getOptionalConfigArray('auth.developmentRoles') ?? []).map(
        role => ({
          name: role.getString('name'),
          title: role.getString('title'),
          description: role.getOptionalString('description'),
        }),
      ),
    [config],
  );
}

function useSignIn(onSignInSuccess: SignInPageProps['onSignInSuccess']) {
  const discovery = useApi(discoveryApiRef);
  const oidc = useApi(oidcAuthApiRef);
  const { t } = useTranslationRef(signInTranslationRef);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const resumed = useRef(false);

  const run = async (getIdentity: () => Promise<IdentityApi>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      onSignInSuccess(await getIdentity());
    } catch (error) {
      setProblem(
        t('failed', {
          reason: error instanceof Error ? error.message : String(error),
        }),
      );
      setBusy(false);
    }
  };
  const asRole = (role: string) =>
    run(async () =>
      signInAsRole({
        baseUrl: `${await discovery.getBaseUrl('auth')}/development-roles`,
        role,
      }),
    );
  const withCompanyAccount = () =>
    run(async () => {
      await oidc.signIn();
      return {
        getProfileInfo: async () => (await oidc.getProfile()) ?? {},
        getBackstageIdentity: async () => {
          const response = await oidc.getBackstageIdentity();
          if (!response) {
            throw new Error(t('sessionEnded'));
          }
          return response.identity;
        },
        getCredentials: async () => ({
          token: (await oidc.getBackstageIdentity())?.token,
        }),
        signOut: () => oidc.signOut(),
      };
    });

  useEffect(() => {
    const role = rememberedRole();
    if (role && !resumed.current) {
      resumed.current = true;
      asRole(role);
    }
  });

  return { signIn: { asRole, withCompanyAccount }, busy, problem };
}
