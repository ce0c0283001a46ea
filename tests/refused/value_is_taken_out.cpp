// A value about people is not copied, and does not turn into a plain one.
// g++ says: cannot convert
#include "privacy/spent.h"

using namespace panoh::privacy;

int read(const Sensitive<int>& value, const Spent& spent)
{
#ifdef REFUSED
    (void)spent;
    return value;
#else
    return value.open(spent);
#endif
}
