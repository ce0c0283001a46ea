/** Everything that draws: one chunk, loaded when the first chart is shown. */
export { default as Bars } from './Bars.svelte';
export { default as Columns } from './Columns.svelte';
