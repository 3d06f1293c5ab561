import { Route, Routes } from 'react-router-dom';
import { RequirementPage } from './requirement/RequirementPage';
import { TemplatePage } from './upgrade/TemplatePage';

/** What is needed leads to a template; below it one template by its name. */
export function TemplatesRouter() {
  return (
    <Routes>
      <Route index element={<RequirementPage />} />
      <Route path=":name" element={<TemplatePage />} />
    </Routes>
  );
}
