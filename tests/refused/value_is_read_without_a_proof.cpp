// A value about people is read with a proof, and with nothing else.
// g++ says: no matching function
#include "privacy/spent.h"

using namespace panoh::privacy;

int read(const Sensitive<int>& value, const Spent& spent, Rho rho)
{
#ifdef REFUSED
    (void)spent;
    return value.open(rho);
#else
    (void)rho;
    return value.open(spent);
#endif
}
