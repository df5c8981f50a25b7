/** `Tue, 6 Sep 2022 14:03:11 +0000` of milliseconds since 1970. */
export function rfcDate(time: number): string
