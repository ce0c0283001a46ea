export async function checkRealNode() {}
