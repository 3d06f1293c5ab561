import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Texts of the sign-in page. */
export const signInTranslationRef = createTranslationRef({
  id: 'app.mandate-sign-in',
  messages: {
    title: 'Sign in',
    chooseRole:
      'Choose who you want to be. Each role sees and may do something else; you can sign out in Settings and come back as another.',
    asRole: 'Sign in as {{role}}',
    withCompanyAccount: 'Sign in with your company account',
    failed: 'Signing in did not work: {{reason}}',
    sessionEnded: 'The session has ended. Sign in again.',
  },
});
