export async function checkLocales() {}
