/** What names columns and words: asked for when a file is chosen, for it is heavy. */
export { guessColumns, valueGuesser } from './guess.ts';
export { codeLabels, codesOf, columnLabels, loadOtherLanguages } from './labels.ts';
export { default as Steps } from './Steps.svelte';
