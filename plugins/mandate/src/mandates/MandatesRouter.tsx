import { Route, Routes } from 'react-router-dom';
import { NewMandatePage } from './creation/NewMandatePage';
import { MandatePage } from './MandatePage';
import { MandatesPage } from './MandatesPage';

/** The list of mandates, below it one mandate by its name (and its namespace, other than `default`), and the form for a new one. */
export function MandatesRouter() {
  return (
    <Routes>
      <Route index element={<MandatesPage />} />
      {/* Two parts, so that no mandate's name hides it; it comes before a mandate 'new' of a namespace 'drafts'. */}
      <Route path="drafts/new" element={<NewMandatePage />} />
      <Route path=":name" element={<MandatePage />} />
      <Route path=":namespace/:name" element={<MandatePage />} />
    </Routes>
  );
}
