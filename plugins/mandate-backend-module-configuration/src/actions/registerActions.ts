import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  ConfigurationClient,
  MandateClient,
} from '@mandate/plugin-mandate-common';
import { registerGetConfiguration } from './getConfiguration';
import { registerProposeConfiguration } from './proposeConfiguration';

/** What actions are made of: the routes, called as whoever calls the action, so that they ask for the same permissions. */
export interface ActionDependencies {
  readonly actions: ActionsRegistryService;
  readonly configuration: ConfigurationClient;
  readonly changes: Pick<MandateClient, 'simulate' | 'propose'>;
  readonly auth: AuthService;
}

/** Registers what agents may do with configuration. */
export function registerActions(options: {
  readonly actions: ActionsRegistryService;
  readonly auth: AuthService;
  readonly discovery: DiscoveryService;
}): void {
  const client = { discoveryApi: options.discovery, fetchApi: { fetch } };
  const dependencies = {
    actions: options.actions,
    auth: options.auth,
    configuration: new ConfigurationClient(client),
    changes: new MandateClient(client),
  };
  registerGetConfiguration(dependencies);
  registerProposeConfiguration(dependencies);
}
