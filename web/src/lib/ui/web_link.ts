/** Only addresses of the web become links. */
export const webLink = (link: string) => (/^https?:\/\//.test(link) ? link : undefined);
