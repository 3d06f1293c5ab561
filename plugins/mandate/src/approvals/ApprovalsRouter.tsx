import { Route, Routes } from 'react-router-dom';
import { ApprovalsPage } from './ApprovalsPage';
import { VoteLinkPage } from './VoteLinkPage';

/** The inbox, and below it where links in messages lead. */
export function ApprovalsRouter() {
  return (
    <Routes>
      <Route index element={<ApprovalsPage />} />
      <Route path="vote/:token" element={<VoteLinkPage />} />
    </Routes>
  );
}
