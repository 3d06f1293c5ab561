import { Route, Routes } from 'react-router-dom';
import { DevelopmentPage } from '../development/DevelopmentPage';
import { ClustersPage } from './ClustersPage';

/** The clusters, and below them what breaks embedded ones on purpose. */
export function ClustersRouter() {
  return (
    <Routes>
      <Route index element={<ClustersPage />} />
      <Route path="development" element={<DevelopmentPage />} />
    </Routes>
  );
}
