export async function checkJourneys() {}
