import { createContext } from 'react';

/** The link in a message through which the viewer votes here; absent when they came another way. */
export const VoteLinkContext = createContext<string | undefined>(undefined);
