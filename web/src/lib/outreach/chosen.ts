/** What items that were chosen in a form are called, while the page lives. */
export const chosenTitles = new Map<string, string>();
