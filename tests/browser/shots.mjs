export async function takeShots() {}
