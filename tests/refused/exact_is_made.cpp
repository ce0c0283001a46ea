// Exact figures are noted in the ledger before they are read.
// g++ says: is private
#include "privacy/spent.h"

using namespace panoh::privacy;

int looked_at(const Sensitive<int>& value, const Exact& noted)
{
#ifdef REFUSED
    (void)noted;
    return value.open(Exact{});
#else
    return value.open(noted);
#endif
}
