import { Route, Routes } from 'react-router-dom';
import { ChangeSetPage } from '../changeSets/ChangeSetPage';
import { ChangeSetsPage } from '../changeSets/ChangeSetsPage';
import { DeadLettersPage } from '../deadLetters/DeadLettersPage';
import { ChangePage } from './ChangePage';
import { ChangesPage } from './ChangesPage';

/** The list of changes, and below it one change by its id, sets of changes, and messages about them that got lost. */
export function ChangesRouter() {
  return (
    <Routes>
      <Route index element={<ChangesPage />} />
      <Route path="sets" element={<ChangeSetsPage />} />
      <Route path="sets/:id" element={<ChangeSetPage />} />
      <Route path="undelivered" element={<DeadLettersPage />} />
      <Route path=":id" element={<ChangePage />} />
    </Routes>
  );
}
