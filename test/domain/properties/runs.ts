// How often each property of the arithmetic is tried in the ordinary tests. The one place that says so.

export const propertyRuns = Number(process.env['COUNTERFOIL_RUNS'] ?? 10_000);
