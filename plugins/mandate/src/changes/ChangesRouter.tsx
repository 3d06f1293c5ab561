import { Route, Routes } from 'react-router-dom';
import { ChangePage } from './ChangePage';
import { ChangesPage } from './ChangesPage';

/** The list of changes, and below it one change by its id. */
export function ChangesRouter() {
  return (
    <Routes>
      <Route index element={<ChangesPage />} />
      <Route path=":id" element={<ChangePage />} />
    </Routes>
  );
}
