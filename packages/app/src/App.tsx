import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { signInModule } from './modules/signIn';

/** Plugins are discovered from package.json (`app.packages: all`); only what this portal adds itself is named here. */
export default createApp({ features: [catalogPlugin, signInModule] });
