import { createBackend } from '@backstage/backend-defaults';

/** The least that Backstage's own Kubernetes tab needs, and the portal's way of signing in. */
const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@mandate/plugin-auth-backend-module-development-roles'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-kubernetes-backend'));

backend.start();
