import { createApp } from '@backstage/frontend-defaults';
import { signInModule } from 'app/src/modules/signIn';

/** Catalog and Kubernetes are discovered from package.json (`app.packages: all`); one signs in as in the portal. */
export default createApp({ features: [signInModule] });
