/** The text of `src/report/html/page.json`. */
export function htmlPage(): Promise<string>
