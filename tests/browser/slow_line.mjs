export async function measureSlowLine() {}
