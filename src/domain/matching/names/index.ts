export { suggestionConfidence } from './decide.js';
export { buildNameIndex, type NamedOrganization, type NameIndex } from './name-index.js';
export { type NameRanker, nameRanker, type Ranking } from './rank.js';
