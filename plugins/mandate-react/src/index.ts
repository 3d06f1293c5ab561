/**
 * What the Mandate frontends share: the API ref, routes, live queries, and the small components that BUI lacks.
 *
 * @packageDocumentation
 */
export * from './mandateApiRef';
export * from './templatesApiRef';
export * from './routes';
export * from './translation';
export * from './decision';
export * from './entityName';
export * from './load/useLoad';
export * from './load/useLive';
export * from './load/queries';
export * from './load/clusterQueries';
export * from './load/driftQueries';
export * from './load/forecastQueries';
export * from './load/changeSetQueries';
export * from './load/mandateQueries';
export * from './load/errorMessage';
export * from './status/Status';
export * from './status/StateBadge';
export * from './status/OversightBadge';
export * from './status/RiskBar';
export * from './components/ChangeLink';
export * from './components/DecisionReason';
export * from './components/MandateLink';
export * from './components/EmptyState';
export * from './components/EnvironmentChoice';
export * from './components/EntityCard';
export * from './components/EntityName';
export * from './components/ErrorState';
export * from './components/Fact';
export * from './components/LoadView';
export * from './components/Money';
export * from './components/PreflightChecks';
export * from './components/ReasonDialog';
export * from './components/RelativeTime';
export * from './components/RequirementDots';
export * from './components/SimpleTable';
export * from './components/SimulationResult';
export * from './components/Data';
export * from './components/ScrollRegion';
export * from './components/VirtualGrid';
export * from './diff/ObjectDiff';
export * from './expression/CelEditor';
export * from './editor/editorHighlighting';
export * from './editor/editorTheme';
export * from './editor/useEditorView';
export * from './propose/newIdempotencyKey';
export { ProposalView } from './propose/ProposalView';
export * from './story/Story';
