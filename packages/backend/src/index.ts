import { createBackend } from '@backstage/backend-defaults';
import { endWithoutReader } from './endWithoutReader';

endWithoutReader();

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@mandate/plugin-permission-backend-module-mandate-roles'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@mandate/plugin-mandate-backend'));
backend.add(import('@mandate/plugin-mandate-backend-module-kubernetes'));
backend.add(import('@mandate/plugin-mandate-backend-module-configuration'));
backend.add(import('@mandate/plugin-mandate-backend-module-compliance'));
backend.add(import('@mandate/plugin-mandate-backend-module-costs'));
backend.add(import('@mandate/plugin-mandate-backend-module-health'));
backend.add(import('@mandate/bootstrap'));
backend.add(import('@mandate/plugin-catalog-backend-module-mandate'));
backend.add(import('@mandate/plugin-scaffolder-backend-module-mandate'));

if (process.env.NODE_ENV !== 'production') {
  backend.add(import('@mandate/plugin-auth-backend-module-development-roles'));
}

backend.start();
