export type OutputFormat = 'table' | 'json' | 'ndjson' | 'csv' | 'markdown' | 'html';
