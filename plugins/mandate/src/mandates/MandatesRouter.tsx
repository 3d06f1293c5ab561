import { Route, Routes } from 'react-router-dom';
import { MandatePage } from './MandatePage';
import { MandatesPage } from './MandatesPage';

/** The list of mandates, and below it one mandate by its name. */
export function MandatesRouter() {
  return (
    <Routes>
      <Route index element={<MandatesPage />} />
      <Route path=":name" element={<MandatePage />} />
    </Routes>
  );
}
