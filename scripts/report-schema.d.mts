export function reportSchema(): string
