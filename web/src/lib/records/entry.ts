/** The way in from the list of cases. Its word comes with the later ones: the list can be read without it. */
export const bringInWord = 'cases.bring_in';
